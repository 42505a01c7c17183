import { readFile } from 'node:fs/promises';
import type { BrowserContext, CDPSession, Page, Request } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import { HarnessError } from '../core/errors.ts';
import { compositorOf, framesOf, parseTrace, presentedAfter, type TraceEvent } from '../metrics/frames.ts';
import type {
  DocumentVitals,
  Journey,
  MainThreadWork,
  Scroll,
  TimingRecording,
} from '../metrics/recordings.ts';
import { scrollFramesOf } from '../metrics/scroll-frames.ts';
import { type PageReport, type PageVitals, readPageReport, vitalsScript } from '../page/vitals.ts';
import { type FramesRead, readFrames } from './frame-vitals.ts';
import type { ObservedJourney } from './journeys.ts';
import { longTasksOf } from './long-tasks.ts';
import { startMainThreadWork } from './main-thread-work.ts';
import type { Loading } from './rest.ts';
import { startTrace, timingCategories } from './tracing.ts';

/** Actions of the scenario during the recording. */
export interface Acted {
  scrolls: readonly Scroll[];
  /** Why the scenario did not scroll, although it should. */
  noScroll?: string;
  journeys: readonly ObservedJourney[];
  /** How the loading of the page ended, where the scenario waits for its end. */
  loading?: Loading;
  /** Why the scenario did not interact with the page. */
  noInteraction?: string;
}

export interface TimingInstrument {
  /** Stops recording. `receivedBytes` comes from the shaper's ledger at the end of the act. */
  stop: (acted: Acted, receivedBytes: number) => Promise<TimingRecording>;
}

/** Adds web-vitals to every document that the context opens from now on. */
export async function installVitals(context: BrowserContext): Promise<void> {
  const build = new URL('web-vitals.iife.js', import.meta.resolve('web-vitals'));
  await context.addInitScript({ content: vitalsScript(await readFile(build, 'utf8')) });
}

/**
 * Starts the timing pass: a trace of two categories, a count of requests, and the browser's own counters of
 * work. No other instrument runs.
 *
 * @param session CDP session of the page
 * @param browserSession CDP session of the browser
 */
export async function startTiming(
  page: Page,
  session: CDPSession,
  browserSession: CDPSession,
): Promise<TimingInstrument> {
  let requests = 0;
  const count = (request: Request): void => {
    if (!request.url().startsWith('data:')) requests += 1;
  };
  page.on('request', count);
  const stopTrace = await startTrace(browserSession, timingCategories);
  const stopWork = await startMainThreadWork(session);
  const startUs = monotonicUs();
  return {
    stop: async (acted, receivedBytes) => {
      const endUs = monotonicUs();
      page.off('request', count);
      const work = await stopWork();
      const frames = await readFrames(page);
      const report = await page.evaluate(readPageReport);
      const events = parseTrace(await stopTrace());
      return recordingOf({ startUs, endUs, acted, work, requests, receivedBytes, report, frames, events });
    },
  };
}

/** From the clock of the page's top document, ms, to the host's. */
type ToUs = (pageMs: number) => number;

interface Raw {
  startUs: number;
  endUs: number;
  acted: Acted;
  work: MainThreadWork | undefined;
  requests: number;
  receivedBytes: number;
  report: PageReport;
  /** Interactions inside frames, which the top document does not get. */
  frames: FramesRead;
  events: readonly TraceEvent[];
}

function recordingOf({
  startUs,
  endUs,
  acted,
  work,
  requests,
  receivedBytes,
  report,
  frames: read,
  events,
}: Raw): TimingRecording {
  const clock = events.findLast((event) => event.name === 'backscroll:clock');
  if (clock === undefined) {
    throw new HarnessError(
      'TRACE_WITHOUT_CLOCK',
      'The trace lacks the mark that ties the page’s clock to the host’s.',
      'The page went away before it could be read; look at the recorded pass of this cell.',
    );
  }
  const toUs: ToUs = (pageMs) => clock.ts + (pageMs - report.clockMs) * 1000;
  // The document's time origin is its navigation.
  const loadedBefore = toUs(0) < startUs;
  // A frame in another process has its own compositor, and its scrolling is visible only there.
  const compositor = compositorOf(events, 'backscroll:scroller') ?? compositorOf(events, 'backscroll:frame');
  const frames = compositor === undefined ? [] : framesOf(events, compositor);
  const fcp = report.vitals.findLast((vital) => vital.name === 'FCP');
  const firstPaintUs = fcp === undefined ? undefined : toUs(fcp.value);
  return {
    startUs,
    endUs,
    frames: frames.filter((frame) => frame.startUs >= startUs),
    scrollFrames: compositor === undefined ? [] : scrollFramesOf(events, compositor.pid),
    scrolls: acted.scrolls,
    noScroll: acted.noScroll,
    longTasks: longTasksOf(events),
    unreadFrame: read.unread,
    longFrames: report.longFrames
      .map(({ startMs, ...frame }) => ({ ...frame, startUs: toUs(startMs) }))
      // A long frame starts with its first task, which may be before the window; it counts if it ends in it.
      .filter((frame) => frame.startUs + frame.durationMs * 1000 > startUs),
    documents: [report, ...read.frames].map((each) => documentOf(each, toUs)),
    firstPaintUs,
    loadedBefore,
    loadingEndUs: acted.loading?.endUs,
    noInteraction: acted.noInteraction,
    journeys: Object.fromEntries(
      [...Map.groupBy(acted.journeys, ({ metric }) => metric.id)].map(([metric, group]) => [
        metric,
        group.map((journey) => resolve(journey, toUs, frames)),
      ]),
    ),
    work,
    requests,
    receivedBytes,
  };
}

/** Times of a document on the host's clock. */
function documentOf({ vitals, interactionEvents, interactions }: PageVitals, toUs: ToUs): DocumentVitals {
  return {
    vitals: vitals.map(({ name, value, startMs }) => ({
      name,
      value,
      startUs: startMs === null ? null : toUs(startMs),
    })),
    interactionEvents: interactionEvents.map(({ startMs, ...event }) => ({
      ...event,
      startUs: toUs(startMs),
    })),
    interactions,
  };
}

function resolve(journey: ObservedJourney, toUs: ToUs, frames: TimingRecording['frames']): Journey {
  if ('toHostUs' in journey) return { fromUs: journey.from.hostUs, toUs: journey.toHostUs };
  const fromUs = 'hostUs' in journey.from ? journey.from.hostUs : toUs(journey.from.pageMs);
  if (journey.absent !== undefined) return { fromUs, toUs: undefined, absent: journey.absent };
  if (journey.already) return { fromUs, toUs: undefined };
  const seenUs = toUs(journey.toPageMs);
  return { fromUs, toUs: journey.until === 'seen' ? seenUs : presentedAfter(frames, seenUs) };
}
