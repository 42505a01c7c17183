import { styleText } from 'node:util';
import type { VerdictStatus } from '../../core/results/verdict.ts';

export interface TerminalOptions {
  /** Width of the terminal in characters. */
  columns: number;
  /** False for a pipe, and where NO_COLOR is set. */
  color: boolean;
}

const colors: Record<VerdictStatus, 'magenta' | 'red' | 'yellow' | 'green'> = {
  invalid: 'magenta',
  missed: 'red',
  inconclusive: 'yellow',
  met: 'green',
};

/** Text in the colour of a status. */
export function painted(text: string, status: VerdictStatus, color: boolean): string {
  // Without validation: the caller has decided whether to use colours.
  return color ? styleText(colors[status], text, { validateStream: false }) : text;
}
