/** The verdict of a cell in words. */
import type { Cell } from '../../core/results/cell.ts';
import type { Results } from '../../core/results/results.ts';
import { sentence } from '../headline.ts';
import { judgedOf, limitFigure, observedText, statusWord, titleOf } from '../judged.ts';

/** `Missed`, `Ended early`, `Not judged`. */
export function statusText({ verdict, error }: Cell): string {
  if (error !== null) return 'Ended early';
  return verdict === null ? 'Not judged' : statusWord[verdict];
}

/** The verdict of the cell as one sentence. */
export function inWords(cell: Cell, { metrics }: Results): string {
  if (cell.error !== null) return 'It ended early, so nothing that it lacks counts as met.';
  const [worst, ...others] = judgedOf(cell, metrics);
  if (worst === undefined) return 'No budget applies to this cell; its figures stand for themselves.';
  const { status, reason } = worst.verdict;
  const observation = `${titleOf(worst)}: ${observedText(worst)}, limit ${limitFigure(worst)}.`;
  switch (status) {
    case 'met':
      return others.length === 0
        ? `Its budget is met. ${observation}`
        : `All ${others.length + 1} budgets are met. Closest to its limit: ${observation}`;
    case 'missed':
      return `${observation} ${reason}`;
    case 'inconclusive':
      return `It is inconclusive whether the budget is met. ${observation} ${sentence(reason)}`;
    case 'invalid':
      return `The figures do not count: ${sentence(reason)}`;
    default:
      return status satisfies never;
  }
}
