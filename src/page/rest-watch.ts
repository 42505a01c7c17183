/** Activity of a document so far; times in ms since its time origin, `-Infinity` for "never". */
export interface Activity {
  nowMs: number;
  /** End of the load event; 0 before it. */
  loadMs: number;
  /** The last LCP candidate, the last layout shift, and the end of the last long task. */
  lastMs: Record<'lcp' | 'layout' | 'main-thread', number>;
}

export interface RestWatch {
  /**
   * Reads the activity so far.
   *
   * @param frames how many frames of the document to wait for first: a candidate is reported when its frame
   *   was presented. A document that is not visible draws none.
   */
  read: (frames: number) => Promise<Activity>;
  stop: () => void;
}

/**
 * Watches LCP candidates, layout shifts and long tasks of a document, buffered ones included.
 *
 * Runs inside the page and is passive: three performance observers, no timer and no global. A task is
 * long from 50 ms on, which is also the limit of Lighthouse's quiet window.
 * Source: Largest Contentful Paint, Layout Instability and Long Tasks APIs.
 */
export function watchRest(): RestWatch {
  const never = Number.NEGATIVE_INFINITY;
  const lastMs: Activity['lastMs'] = { lcp: never, layout: never, 'main-thread': never };
  const watch = (
    type: string,
    signal: keyof Activity['lastMs'],
    endMs: (entry: PerformanceEntry) => number,
  ): (() => void) => {
    const keep = (entries: PerformanceEntryList): void => {
      for (const entry of entries) lastMs[signal] = Math.max(lastMs[signal], endMs(entry));
    };
    const observer = new PerformanceObserver((list) => keep(list.getEntries()));
    observer.observe({ type, buffered: true });
    stops.push(() => observer.disconnect());
    return () => keep(observer.takeRecords());
  };
  const stops: (() => void)[] = [];
  const flushes = [
    watch('largest-contentful-paint', 'lcp', ({ startTime }) => startTime),
    watch('layout-shift', 'layout', ({ startTime }) => startTime),
    watch('longtask', 'main-thread', ({ startTime, duration }) => startTime + duration),
  ];
  return {
    read: async (frames) => {
      for (let frame = 0; frame < frames; frame++)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      for (const flush of flushes) flush();
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      return { nowMs: performance.now(), loadMs: navigation?.loadEventEnd ?? 0, lastMs };
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
