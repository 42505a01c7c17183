import type { PassId } from '../../core/results/metric.ts';
import type { PageTarget } from '../../targets/target.ts';
import { type IterationOutcome, runIteration } from './iteration.ts';
import { runLighthouseIteration } from './lighthouse-iteration.ts';
import type { BrowserPass, IterationOrder } from './pass.ts';

/**
 * Plays one iteration with the instrument of its pass.
 *
 * @param index of the iteration in its cell, for the names of its files
 * @param afterAudit called when Lighthouse is done and only its report is left
 * @throws any error of the visit
 */
export function runPass<Target extends PageTarget>(
  common: Omit<IterationOrder<Target>, 'pass'>,
  pass: PassId,
  index: number,
  afterAudit: () => void,
): Promise<IterationOutcome> {
  if (pass === 'lighthouse') {
    return runLighthouseIteration({ ...common, fileName: `lighthouse-${index + 1}.html`, afterAudit });
  }
  return runIteration({ ...common, pass });
}

/** Whether the pass uses the harness's browser, as all but Lighthouse do. */
export function isBrowserPass(pass: PassId): pass is BrowserPass {
  return pass !== 'lighthouse';
}
