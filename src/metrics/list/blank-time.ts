import type { Metric } from '../../core/results/metric.ts';
import { measured, type Reading, unavailable } from '../../core/results/reading.ts';
import { type ScrollSpeed, scrollSpeeds } from '../../core/scroll-speed.ts';
import type { BlankScroll } from './blank-recording.ts';
import type { ListRecording } from './recording.ts';

/** Less of the list than this may be what lies between two rows, and no reader sees it at speed. */
const blankShare = 0.1;

const ways: Readonly<Record<ScrollSpeed, string>> = {
  reading: 'scrolled as one reads',
  flick: 'flicked',
  drag: 'scrolled by its scrollbar',
};

const source =
  'Frames taken outside of the page, compared by pixelmatch with what lies behind the rows; runs of lines longer than any gap at rest';

/** How long at least a tenth of the list showed no row, in a scroll and the rest after it (ms). */
function blankTime(speed: ScrollSpeed): Metric<ListRecording> {
  return visual({
    id: `blank-time-${speed}`,
    title: `Blank time, ${ways[speed]}`,
    unit: 'ms',
    source,
    derive: (recording) => ofScroll(recording, speed, (scroll) => measured(timeOf(scroll, 'blankLines'))),
  });
}

/** The largest part of the list without rows in any frame (%). */
function blankWorst(speed: ScrollSpeed): Metric<ListRecording> {
  return visual({
    id: `blank-worst-${speed}`,
    title: `Most of the list blank, ${ways[speed]}`,
    unit: 'percent',
    source,
    derive: (recording) =>
      ofScroll(recording, speed, ({ frames, lines }) =>
        measured((100 * Math.max(0, ...frames.map(({ blankLines }) => blankLines))) / Math.max(1, lines)),
      ),
  });
}

/** How long at least a tenth of the list was blank although its rows were in the document (ms): drawn too late. */
function undrawnTime(speed: ScrollSpeed): Metric<ListRecording> {
  return visual({
    id: `undrawn-time-${speed}`,
    title: `Blank time of rows in the document, ${ways[speed]}`,
    unit: 'ms',
    source: 'The blank part of each frame, against the boxes of the rows with contents at that time',
    derive: (recording) => ofScroll(recording, speed, (scroll) => measured(timeOf(scroll, 'undrawnLines'))),
  });
}

/** How long at least a tenth of the list showed something else than rows with contents (ms). */
function placeholderTime(speed: ScrollSpeed): Metric<ListRecording> {
  return visual({
    id: `placeholder-time-${speed}`,
    title: `Placeholder time, ${ways[speed]}`,
    unit: 'ms',
    source: 'Frames taken outside of the page, against the boxes of the rows with contents at that time',
    derive: (recording) =>
      ofScroll(recording, speed, (scroll) => measured(timeOf(scroll, 'placeholderLines'))),
  });
}

export const blankTimes = scrollSpeeds.map(blankTime);
export const blankWorsts = scrollSpeeds.map(blankWorst);
export const undrawnTimes = scrollSpeeds.map(undrawnTime);
export const placeholderTimes = scrollSpeeds.map(placeholderTime);

function visual(
  definition: Pick<Metric<ListRecording>, 'id' | 'title' | 'unit' | 'source' | 'derive'>,
): Metric<ListRecording> {
  return { ...definition, version: 1, better: 'lower', pass: 'visual', dependsOnTime: true };
}

function ofScroll(
  { blank }: ListRecording,
  speed: ScrollSpeed,
  derive: (scroll: BlankScroll) => Reading,
): Reading {
  if (typeof blank === 'string') return unavailable(blank);
  const scroll = blank.scrolls.find((each) => each.speed === speed);
  return scroll === undefined ? unavailable('the list is too short for this speed') : derive(scroll);
}

/** How long at least a tenth of the list's lines were of a kind. */
export function timeOf(
  { frames, lines }: Pick<BlankScroll, 'frames' | 'lines'>,
  kind: 'blankLines' | 'undrawnLines' | 'placeholderLines',
): number {
  return frames
    .filter((frame) => frame[kind] >= lines * blankShare)
    .reduce((sum, { durationMs }) => sum + durationMs, 0);
}
