/**
 * The page's side of web-vitals. Only the User Timing buffer keeps data: the page gets no global and no node.
 */

/** Name of the measure of a long task; its start and duration are those of the task. */
export const longTaskMeasure = 'backscroll:long-task';

/** Name of the mark of an event that belongs to an interaction and took 16 ms or more. */
const interactionMark = 'backscroll:interaction';

/** Characters kept of a name: more add no information. */
const longestName = 200;

/** Scripts kept per long frame, the longest ones. */
const mostScripts = 3;

/**
 * Script source for every new document: web-vitals' own build, then one mark for each change of a vital and
 * for each long animation frame with the scripts that ran in it, and one measure for each long task. The
 * browser itself keeps only the first 200 long tasks for later queries, fewer than occur while a long
 * conversation loads on a slow CPU; and a trace contains the measures of frames in other processes.
 */
export function vitalsScript(webVitalsIife: string): string {
  return `(() => {
${webVitalsIife}
const keep = (metric) =>
  performance.mark('backscroll:vital', {
    detail: { name: metric.name, value: metric.value, startMs: metric.entries.at(-1)?.startTime ?? null },
  });
const options = { reportAllChanges: true };
webVitals.onFCP(keep, options);
webVitals.onLCP(keep, options);
webVitals.onCLS(keep, options);
// The least the Event Timing API gives: a fast interaction is a figure too, not an absence.
webVitals.onINP(keep, { reportAllChanges: true, durationThreshold: 16 });
// web-vitals knows the slowest of the whole visit; these tell that of a part of it.
const interactions = new PerformanceObserver((list) => keepInteractions(list.getEntries()));
const keepInteractions = (entries) => {
  for (const { interactionId, startTime, duration } of entries) {
    if (interactionId > 0) {
      performance.mark('${interactionMark}', { detail: { id: interactionId, startMs: startTime, durationMs: duration } });
    }
  }
};
interactions.observe({ type: 'event', durationThreshold: 16 });
const keepLongTasks = (entries) => {
  for (const { startTime, duration } of entries) {
    performance.measure('${longTaskMeasure}', { start: startTime, duration });
  }
};
const longTasks = new PerformanceObserver((list) => keepLongTasks(list.getEntries()));
longTasks.observe({ type: 'longtask' });
// What follows ? or # of an address may be a secret, and a data: address is the picture itself: neither tells of
// the code. An invoker is an address, or has one, as IMG[src=…].onload.
const bare = (text) => text.replace(/(^|\\[src=)(data|blob):[^\\]]*/, '$1$2:').slice(0, ${longestName});
const address = (text) => bare(text.split(/[?#]/, 1)[0]);
const named = (invoker, type) => type.endsWith('-script')
  ? address(invoker)
  : bare(invoker.replace(/(\\[src=[^\\]?#]*)[?#][^\\]]*/, '$1'));
const script = ({ duration, invoker, invokerType, sourceURL, sourceFunctionName, forcedStyleAndLayoutDuration }) => ({
  durationMs: duration,
  layoutMs: forcedStyleAndLayoutDuration,
  invoker: named(invoker, invokerType),
  invokerType,
  functionName: sourceFunctionName,
  source: address(sourceURL),
});
const keepLongFrames = (entries) => {
  for (const { startTime, duration, blockingDuration, scripts } of entries) {
    performance.mark('backscroll:long-frame', {
      detail: {
        startMs: startTime,
        durationMs: duration,
        blockingMs: blockingDuration,
        scripts: scripts.map(script).sort((a, b) => b.durationMs - a.durationMs).slice(0, ${mostScripts}),
      },
    });
  }
};
const longFrames = new PerformanceObserver((list) => keepLongFrames(list.getEntries()));
longFrames.observe({ type: 'long-animation-frame' });
// Whoever reads the marks asks for what was not handed over yet.
addEventListener('backscroll:read', () => {
  keepInteractions(interactions.takeRecords());
  keepLongTasks(longTasks.takeRecords());
  keepLongFrames(longFrames.takeRecords());
});
})();`;
}

export interface Vital {
  name: string;
  value: number;
  /** When the entry behind it began; null for a value without entries, such as a CLS of 0. */
  startMs: number | null;
}

/** An event of an interaction; one interaction has several, with one id. */
export interface InteractionEvent {
  id: number;
  startMs: number;
  /** To the next paint, rounded by the browser to 8 ms. */
  durationMs: number;
}

/** A frame that took 50 ms or more, by the Long Animation Frames API. */
export interface PageLongFrame {
  startMs: number;
  durationMs: number;
  /** Time that its tasks and its rendering delayed input, beyond 50 ms each. */
  blockingMs: number;
  /** The longest of those of 5 ms and more, at most {@link mostScripts}, in descending order. */
  scripts: FrameScript[];
}

/** What ran in a long frame: an entry point of the page's code, by what invoked it. */
export interface FrameScript {
  durationMs: number;
  /** The part of it spent in forced style and layout. */
  layoutMs: number;
  /** Such as `BUTTON#send.onclick`, `Window.fetch.then`, `TimerHandler:setTimeout`, or a script's address. */
  invoker: string;
  invokerType: string;
  /** Empty where the function has no name. */
  functionName: string;
  /** Address without its query; empty when Chromium does not report it. */
  source: string;
}

/** Reports of one document over the whole visit; times in ms since the time origin of the top document. */
export interface PageVitals {
  vitals: Vital[];
  interactionEvents: InteractionEvent[];
  /** How many interactions there were; -1 when the browser does not count them. */
  interactions: number;
}

/** The page's data at the end of a recording; times in ms since the document's time origin. */
export interface PageReport extends PageVitals {
  /** The page's clock at the mark `backscroll:clock`, which the trace contains too. */
  clockMs: number;
  longFrames: PageLongFrame[];
}

/**
 * Collects the report. Waits for some frames first: entries of the last interaction come after its paint, and
 * the trace reports a frame when it was presented, up to two vsyncs after its commit.
 */
export async function readPageReport(): Promise<PageReport> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let frames = 0; frames < 4; frames++) await frame();
  // Right after the callback of a frame: in the trace, this mark shows whose frames these are.
  performance.mark('backscroll:frame');
  // web-vitals processes event entries when the page is idle.
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }));
  dispatchEvent(new Event('backscroll:read'));
  const details = (name: string): unknown[] =>
    performance.getEntriesByName(name).map((mark) => (mark as PerformanceMark).detail);
  const clock = performance.mark('backscroll:clock');
  return {
    clockMs: clock.startTime,
    vitals: details('backscroll:vital') as Vital[],
    longFrames: details('backscroll:long-frame') as PageLongFrame[],
    interactionEvents: details('backscroll:interaction') as InteractionEvent[],
    interactions: (performance as Performance & { interactionCount?: number }).interactionCount ?? -1,
  };
}
