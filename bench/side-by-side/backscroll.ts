import { rmSync } from 'node:fs';
import path from 'node:path';
import { assemble } from '../../src/core/assemble.ts';
import { observedOf } from '../../src/core/results/evidence.ts';
import { runExperiment } from '../../src/measure/experiment.ts';
import { plainVisit, visitPage } from '../../src/scenarios/visit-page.ts';
import { type Place, profile, visit } from '../detection/place.ts';
import { commonMetrics, type Tool, timed } from './tool.ts';

/** A load without a scroll, as in the other tools. */
const load = visitPage({ ...plainVisit, distance: 0 });

/**
 * @param own the folder in which it writes its journal
 * @param scrolls whether it also scrolls, which no other tool does
 */
export function backscroll(place: Place, own: string, version: string, scrolls: boolean): Tool {
  return {
    id: scrolls ? 'backscroll, with a scroll' : 'backscroll',
    version,
    settings: scrolls
      ? 'the same with a scroll of one second, for the frames'
      : 'the timing pass of `backscroll measure`: network and CPU proved before and after each sample; invalid iterations are repeated, and cost time',
    sample: (samples) =>
      timed(async () => {
        const journalFolder = path.join(own, 'backscroll');
        rmSync(journalFolder, { recursive: true, force: true });
        const runContext = await place.runContext('side-by-side', journalFolder, () => undefined);
        await runExperiment(runContext, {
          scenario: scrolls ? visit : load,
          profile,
          arms: [place.arm('default', 0)],
          counts: { timing: samples },
          budgets: [],
          seed: 1,
        });
        // Every other tool starts its own browser each time.
        await place.bench.close();
        const [cell] = assemble(runContext.journal.records()).cells;
        if (cell === undefined) throw new Error('the run holds no cell');
        return Object.fromEntries(commonMetrics.map((metric) => [metric, observedOf(metric, cell).values]));
      }),
  };
}
