import type { Advice } from '../results/advice.ts';
import type { Results } from '../results/results.ts';
import { bottleneckSourcesOf, bottlenecksIn } from './bottlenecks.ts';
import { capacityOf, loadLevels } from './capacity.ts';
import { recommendationsFor } from './recommendations.ts';

/** What a judged run adds up to. */
export function adviceOfRun({ cells, metrics }: Pick<Results, 'cells' | 'metrics'>): Advice {
  const levels = loadLevels(cells);
  return {
    recommendations: recommendationsFor({ cells, metrics }),
    bottlenecks: bottlenecksIn(cells),
    bottleneckSources: bottleneckSourcesOf(cells),
    loadLevels: levels,
    capacity: capacityOf(levels),
  };
}
