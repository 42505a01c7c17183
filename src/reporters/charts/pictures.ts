import { familiesOf, growingMetrics } from '../../core/judging/growth.ts';
import type { Cell } from '../../core/results/cell.ts';
import type { Results } from '../../core/results/results.ts';
import { frameStrip } from './frame-strip.ts';
import { worstIteration } from './frames.ts';
import { growthChart } from './growth-chart.ts';
import { loadTimeline } from './load-timeline.ts';
import { verdictPicture } from './verdict-picture.ts';

/** A self-contained SVG with a caption of one sentence. */
export interface Picture {
  /** Short and file-like: `frame-strip`, `growth-dom-elements`, `load-timeline`. */
  name: string;
  caption: string;
  svg: string;
}

/**
 * The pictures of a cell for a report that shows no pages: its verdicts, then its {@link cellCharts}.
 *
 * They are SVGs and not PNGs: a viewer draws their text with its own fonts, while a rasteriser on a
 * machine without fonts draws a box for every letter.
 */
export function cellPictures(cell: Cell, results: Results): Picture[] {
  const verdicts = verdictPicture(cell, results);
  const caption = 'What was judged of this cell, the worst first; its figures where nothing was.';
  return [
    ...(verdicts === undefined ? [] : [{ name: 'verdicts', caption, svg: verdicts }]),
    ...cellCharts(cell, results),
  ];
}

/**
 * The charts that a cell's records allow: the frames of its worst timing iteration, the growth over
 * all sizes that were measured so far, and the load on one clock with database and frames.
 */
export function cellCharts(cell: Cell, results: Results): Picture[] {
  return [...framePicture(cell, results), ...growthPictures(cell, results), ...loadPicture(cell)];
}

function framePicture(cell: Cell, { metrics }: Pick<Results, 'metrics'>): Picture[] {
  const index = worstIteration(cell);
  const svg = index === undefined ? undefined : frameStrip(cell, index, metrics);
  if (index === undefined || svg === undefined) return [];
  const status = cell.iterations.find((each) => each.index === index)?.status;
  const which = {
    valid: 'the worst iteration that counts',
    failed: 'in which the page failed, as in all that count',
    invalid: 'an iteration that does not count, as none does',
  }[status ?? 'valid'];
  return [{ name: 'frame-strip', caption: `Every frame of iteration ${index + 1}, ${which}.`, svg }];
}

function growthPictures(cell: Cell, results: Results): Picture[] {
  const families = familiesOf(results).filter(({ cells }) => cells.includes(cell));
  return families.flatMap((family) =>
    growingMetrics(family, results.metrics).flatMap((metric) => {
      const svg = growthChart(family, metric);
      const caption = `${metric.title} in ${family.cells.length} sizes: every value, the medians, and the limit.`;
      return svg === undefined ? [] : [{ name: `growth-${metric.id}`, caption, svg }];
    }),
  );
}

function loadPicture(cell: Cell): Picture[] {
  const svg = loadTimeline(cell);
  const caption = 'Load, database and frames while this cell was measured; timing iterations are shaded.';
  return svg === undefined ? [] : [{ name: 'load-timeline', caption, svg }];
}
