/** A moment of a page's document, as the start of a count. */
export interface DocumentMoment {
  /** Identifies the document: a later one has a later origin. */
  originMs: number;
  nowMs: number;
}

/** Runs inside the page. */
export function readMoment(): DocumentMoment {
  return { originMs: performance.timeOrigin, nowMs: performance.now() };
}

/**
 * Encoded bytes of the bodies that the document received over the network since a moment; of all bodies when
 * the document is newer. Runs inside the page.
 *
 * A lower bound: other origins' sizes are hidden unless they allow it, and a document keeps the entries of
 * its first 250 resources only. Responses from a cache or a service worker do not count.
 * Source: Resource Timing, transferSize and encodedBodySize.
 */
export function receivedBodyBytes(since: DocumentMoment): number {
  const fromMs = performance.timeOrigin === since.originMs ? since.nowMs : 0;
  const entries = [
    ...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource'),
  ];
  return (entries as PerformanceResourceTiming[])
    .filter(({ name, startTime, transferSize, workerStart }) => {
      return startTime >= fromMs && transferSize > 0 && workerStart === 0 && name.startsWith('http');
    })
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
}
