import { rmSync } from 'node:fs';
import path from 'node:path';
import { assemble } from '../../src/core/assemble.ts';
import { observedOf } from '../../src/core/evidence.ts';
import { runExperiment } from '../../src/measure/experiment.ts';
import { type Place, profile, visit } from '../detection/place.ts';
import { commonMetrics, type Tool, timed } from './tool.ts';

/** @param own folder for its journal */
export function backscroll(place: Place, own: string, version: string): Tool {
  return {
    id: 'backscroll',
    version,
    settings:
      'the timing pass of `backscroll measure`: a probe of network and CPU before each sample, and a scroll of one second after the load, which no other tool does; invalid iterations are repeated, and cost time',
    sample: (samples) =>
      timed(async () => {
        const journalFolder = path.join(own, 'backscroll');
        rmSync(journalFolder, { recursive: true, force: true });
        const laboratory = await place.laboratory('side-by-side', journalFolder, () => undefined);
        await runExperiment(laboratory, {
          scenario: visit,
          profile,
          arms: [place.arm('default', 0)],
          counts: { timing: samples },
          budgets: [],
          seed: 1,
        });
        // Every other tool starts its own browser each time.
        await place.bench.close();
        const [cell] = assemble(laboratory.journal.records()).cells;
        if (cell === undefined) throw new Error('the run holds no cell');
        return Object.fromEntries(commonMetrics.map((metric) => [metric, observedOf(metric, cell).values]));
      }),
  };
}
