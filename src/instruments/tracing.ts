import type { CDPSession } from 'playwright';
import { HarnessError } from '../core/errors.ts';

/** The smallest set of categories with frames and marks; see docs/observer-effect.md. */
export const timingCategories = [
  'disabled-by-default-devtools.timeline.frame',
  'blink.user_timing',
  'input.scrolling',
];

/** The categories of DevTools' performance panel, screenshots included; far too heavy for measuring. */
export const recordedCategories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'disabled-by-default-devtools.timeline.stack',
  'disabled-by-default-devtools.screenshot',
  'disabled-by-default-v8.cpu_profiler',
  'blink.user_timing',
  'latencyInfo',
  'loading',
  'v8.execute',
];

/**
 * Starts a trace of the whole browser; only one can run at a time.
 *
 * @param session of the browser, or of the page whose screenshots are needed
 * @param categories only these are recorded: without `excludedCategories: ['*']` Chromium adds its default
 *   ones, with many times the events
 * @returns a function that stops the trace and returns its text (JSON with `traceEvents`)
 */
export async function startTrace(session: CDPSession, categories: string[]): Promise<() => Promise<string>> {
  await session.send('Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: {
      recordMode: 'recordUntilFull',
      includedCategories: categories,
      excludedCategories: ['*'],
    },
  });
  return async () => {
    const complete = new Promise<{ dataLossOccurred: boolean; stream?: string }>((resolve) => {
      session.once('Tracing.tracingComplete', resolve);
    });
    await session.send('Tracing.end');
    const { stream, dataLossOccurred } = await complete;
    if (stream === undefined || dataLossOccurred) {
      throw new HarnessError(
        'TRACE_INCOMPLETE',
        `The browser ${stream === undefined ? 'handed over no trace' : 'lost trace events: its buffer was full'}.`,
        'Shorten the measured act.',
      );
    }
    return readStream(session, stream);
  };
}

async function readStream(session: CDPSession, handle: string): Promise<string> {
  const parts: string[] = [];
  for (;;) {
    const { data, eof, base64Encoded } = await session.send('IO.read', { handle, size: 1 << 20 });
    parts.push(base64Encoded === true ? Buffer.from(data, 'base64').toString('utf8') : data);
    if (eof) break;
  }
  await session.send('IO.close', { handle });
  return parts.join('');
}
