/** Scrolls a list at several speeds, and sees in the presented frames how much of it showed no row. */
import type { CDPSession } from 'playwright';
import { blankRuns, type RestedLook, restedLook } from '../../core/blank-lines.ts';
import { type ScrollSpeed, scrollSpeeds } from '../../core/scroll-speed.ts';
import type {
  BlankFrame,
  BlankPicture,
  BlankRecording,
  BlankScroll,
} from '../../metrics/list/blank-recording.ts';
import { type CoverSample, hideRows, watchCover } from '../../page/row-cover.ts';
import { type Box, type ListHandles, listBox, middleOf, zoomOf } from '../list-box.ts';
import { synthesizeScroll } from '../scroll.ts';
import { crop, decode, differingPixels, type Picture } from './picture.ts';
import { Screencast, type ScreencastFrame } from './screencast.ts';

/** Speed of a reader's finger, of its flick, and of a thumb of the scrollbar that is dragged; for how long. */
const speeds: Readonly<Record<ScrollSpeed, { pixelsPerSecond: number; seconds: number }>> = {
  reading: { pixelsPerSecond: 1_000, seconds: 2.5 },
  flick: { pixelsPerSecond: 8_000, seconds: 1 },
  drag: { pixelsPerSecond: 40_000, seconds: 1 },
};
/** A shorter scroll than so many screens shows nothing of a speed. */
const fewestScreens = 1;
/** Where the list is looked at in rest, besides the ends of the scrolls: shares of its length. */
const places = [0.1, 0.35, 0.6, 0.85];
/** A line of a frame that differs from the ground in more of its pixels than this is drawn on. */
const drawnShare = 0.005;
/** Two looks at the ground from different places may differ in this share of its lines. */
const movedShare = 0.05;
/** Of a lower list, the ends of the rows at its edges are too large a part. */
const fewestLines = 100;
/** What is drawn between rows takes less of the list than this. */
const dividerShare = 0.1;
/** Pictures of each scroll for people. */
const mostPictures = 6;
/** What the document held is uncertain by so long around a frame. */
const uncertainMs = 50;

export interface BlankOptions extends ListHandles {
  session: CDPSession;
}

/** @returns the reason, where the pictures cannot tell */
export async function measureBlankTime(options: BlankOptions): Promise<BlankRecording | string> {
  const box = await boxOf(options);
  if (typeof box === 'string') return box;
  const screen = options.page.viewportSize() ?? box;
  await using screencast = await Screencast.start(options.session, screen);
  const rested: ScreencastFrame[] = [];
  const rest = async (): Promise<void> => {
    await options.reader.evaluate((reader) => reader.settle());
    const frame = await screencast.rested();
    if (frame !== undefined) rested.push(frame);
  };
  await rest();
  const ground = await groundOf(options, screencast);
  const scrolls: Scrolled[] = [];
  for (const speed of scrollSpeeds) {
    const scrolled = await scrollAt(speed, options, box, screencast, rest);
    if (scrolled !== undefined) scrolls.push(scrolled);
  }
  for (const share of places) {
    await options.reader.evaluate((reader, to) => reader.move({ share: to }), share);
    await rest();
  }
  const groundAgain = await groundOf(options, screencast);
  if (ground === undefined || groundAgain === undefined) return 'no frame of the page was presented';
  return analyse({ screen, box, ground, groundAgain, rested, scrolls });
}

async function boxOf(options: BlankOptions): Promise<Box | string> {
  const zoom = await zoomOf(options.page);
  if (Math.abs(zoom - 1) > 0.01) return `the page is shown at ${zoom.toFixed(2)} times its size`;
  const box = await listBox(options);
  if (box === undefined) return 'the list is not in view';
  return box.height < fewestLines ? `only ${box.height} px of the list are in view` : box;
}

/** The list with its rows hidden. */
async function groundOf(
  { reader }: BlankOptions,
  screencast: Screencast,
): Promise<ScreencastFrame | undefined> {
  const show = await reader.evaluateHandle(hideRows);
  const frame = await screencast.rested();
  await show.evaluate((undo) => undo());
  await screencast.rested();
  return frame;
}

interface Scrolled {
  speed: ScrollSpeed;
  scrolledPx: number;
  startMs: number;
  endMs: number;
  frames: readonly ScreencastFrame[];
  cover: readonly CoverSample[];
}

/** @returns undefined where there is not enough of the list */
async function scrollAt(
  speed: ScrollSpeed,
  { reader, session }: BlankOptions,
  box: Box,
  screencast: Screencast,
  rest: () => Promise<void>,
): Promise<Scrolled | undefined> {
  const { pixelsPerSecond, seconds } = speeds[speed];
  const look = await reader.evaluate((of) => of.look());
  const way = look.offsetPx > look.roomPx / 2 ? -1 : 1;
  const leftPx = way === -1 ? look.offsetPx : look.roomPx - look.offsetPx;
  const px = Math.floor(Math.min(leftPx, pixelsPerSecond * seconds));
  if (px < look.viewPx * fewestScreens) return undefined;
  const stop = await reader.evaluateHandle(watchCover);
  const startMs = Date.now();
  await synthesizeScroll(session, { ...middleOf(box), zoom: 1 }, { distancePx: way * px, pixelsPerSecond });
  await rest();
  const endMs = Date.now();
  const cover = await stop.evaluate((end) => end());
  return { speed, scrolledPx: px, startMs, endMs, frames: screencast.since(startMs), cover };
}

interface Seen {
  screen: BlankRecording['screen'];
  box: Box;
  ground: ScreencastFrame;
  groundAgain: ScreencastFrame;
  rested: readonly ScreencastFrame[];
  scrolls: readonly Scrolled[];
}

function analyse({ screen, box, ground, groundAgain, rested, scrolls }: Seen): BlankRecording | string {
  const cut = ({ png }: ScreencastFrame): Picture => crop(decode(png), box);
  const empty = cut(ground);
  if (empty.height !== box.height || empty.width !== box.width) {
    return `the pictures are smaller than the page: ${empty.width} × ${empty.height} px of the list`;
  }
  const most = Math.max(1, box.width * drawnShare);
  const drawn = (frame: ScreencastFrame): boolean[] =>
    differingPixels(cut(frame), empty).map((pixels) => pixels > most);
  const moved = drawn(groundAgain).filter(Boolean).length / box.height;
  if (moved > movedShare) {
    return `what lies behind the rows is not the same everywhere: ${Math.round(moved * 100)} % of its lines differ`;
  }
  const look = restedLook(rested.map(drawn));
  if (look.gap > box.height / 2) {
    return `the list shows nothing on ${look.gap} of ${box.height} lines at rest`;
  }
  const analysed = scrolls.map((scroll) => analyseScroll(scroll, look, drawn));
  return { screen, box, scrolls: analysed, gapLines: look.gap };
}

interface SeenFrame extends BlankFrame {
  picture: BlankPicture;
}

function analyseScroll(
  { speed, scrolledPx, startMs, endMs, frames, cover }: Scrolled,
  look: RestedLook,
  drawn: (frame: ScreencastFrame) => boolean[],
): BlankScroll {
  const seen = frames.map((frame, index): SeenFrame => {
    const startedMs = Math.max(frame.atMs, startMs);
    const [atMs, nextMs] = [startedMs - startMs, frames[index + 1]?.atMs ?? endMs];
    const lines = drawn(frame);
    const blank = new Set(blankRuns(lines, look).flat());
    const rows = rowsAround(frame, cover, lines.length);
    const covered = rows.missing.map((isMissing) => !isMissing);
    const placeholders = blankRuns(covered, look)
      // A day divider is no row, nor does it stand for one.
      .filter(({ length }) => length >= lines.length * dividerShare)
      .flat()
      .filter((line) => !blank.has(line));
    return {
      atMs,
      durationMs: Math.max(0, nextMs - startedMs),
      blankLines: blank.size,
      undrawnLines: [...blank].filter((line) => rows.present[line] === true).length,
      placeholderLines: placeholders.length,
      picture: { atMs, png: frame.png, blank: [...blank], placeholders },
    };
  });
  return {
    speed,
    pixelsPerSecond: speeds[speed].pixelsPerSecond,
    startMs,
    scrolledPx,
    lines: look.used.filter(Boolean).length,
    frames: seen.map(({ picture: _, ...frame }) => frame),
    pictures: picturesOf(seen),
  };
}

/** Those on the screen at even times, of which the nearest one gives way to the frame that was blank the most. */
function picturesOf(seen: readonly SeenFrame[]): BlankPicture[] {
  const [last, [first]] = [seen.at(-1), seen];
  if (first === undefined || last === undefined) return [];
  const endMs = last.atMs + last.durationMs;
  const picked = Array.from(
    { length: mostPictures },
    (_, index) => seen.findLast(({ atMs }) => atMs <= ((index + 0.5) * endMs) / mostPictures) ?? first,
  );
  const worst = seen.reduce((most, frame) => (frame.blankLines > most.blankLines ? frame : most), first);
  if (picked.every(({ blankLines }) => blankLines < worst.blankLines)) {
    const slot = Math.min(mostPictures - 1, Math.floor((worst.atMs / endMs) * mostPictures));
    picked[slot] = worst;
  }
  return [...new Set(picked)].map(({ picture }) => picture);
}

/** On which lines rows with contents stood in the document all the time around a frame, and on which none did. */
function rowsAround(
  { atMs }: ScreencastFrame,
  cover: readonly CoverSample[],
  lines: number,
): { present: boolean[]; missing: boolean[] } {
  const samples = cover.filter((sample) => Math.abs(sample.atMs - atMs) <= uncertainMs);
  const covers = ({ filled }: CoverSample, line: number): boolean =>
    filled.some(([from, to]) => line >= from && line < to);
  const of = (holds: (sample: CoverSample, line: number) => boolean): boolean[] =>
    Array.from(
      { length: lines },
      (_, line) => samples.length > 0 && samples.every((sample) => holds(sample, line)),
    );
  return { present: of(covers), missing: of((sample, line) => !covers(sample, line)) };
}
