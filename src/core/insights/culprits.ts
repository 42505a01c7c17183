/**
 * The page's code in its long frames: why the page was slow. Frames and blocking time only show that it was.
 */
import type { Cell } from '../results/cell.ts';
import type { LongFrame } from '../results/iteration.ts';

type Script = LongFrame['scripts'][number];

/** Code that ran in long frames, over the valid iterations of a cell. */
export interface Culprit {
  /** The function, or what invoked it where it has no name. */
  name: string;
  /** What invoked it, such as `BUTTON#send.onclick`. */
  invoker: string;
  /** Address of its script without a query; empty when the browser does not report it. */
  source: string;
  /** Long frames in which it ran. */
  frames: number;
  /** Iterations with such a frame. */
  iterations: number;
  totalMs: number;
  /** The part of it spent in forced style and layout. */
  layoutMs: number;
  /** Duration of its longest run. */
  longestMs: number;
}

/** By total time, the longest first. Empty for a cell without a long frame. */
export function culpritsOf({ iterations }: Pick<Cell, 'iterations'>): Culprit[] {
  const ran = iterations
    .filter(({ status }) => status === 'valid')
    .flatMap(({ index, longFrames = [] }) =>
      longFrames.flatMap(({ startMs, scripts }) => scripts.map((script) => ({ index, startMs, script }))),
    );
  const groups = Map.groupBy(ran, ({ script }) =>
    JSON.stringify([nameOf(script), script.invoker, script.source]),
  );
  return [...groups.values()]
    .flatMap((group): Culprit[] => {
      const [first] = group;
      if (first === undefined) return [];
      const durations = group.map(({ script }) => script.durationMs);
      return [
        {
          name: nameOf(first.script),
          invoker: first.script.invoker,
          source: first.script.source,
          frames: new Set(group.map(({ index, startMs }) => `${index} ${startMs}`)).size,
          iterations: new Set(group.map(({ index }) => index)).size,
          totalMs: sum(durations),
          layoutMs: sum(group.map(({ script }) => script.layoutMs)),
          longestMs: Math.max(...durations),
        },
      ];
    })
    .sort((a, b) => b.totalMs - a.totalMs);
}

function nameOf({ functionName, invoker }: Script): string {
  return functionName === '' ? invoker : functionName;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
