/** What the threads of a recorded page did, read from a DevTools trace. */
import { z } from 'zod';
import type { TraceEvent } from '../metrics/frames.ts';
import type { FindOriginal } from './source-maps.ts';

/** Work of a thread. */
const slice = z.looseObject({
  name: z.string(),
  ph: z.literal('X'),
  ts: z.number(),
  dur: z.number(),
  /** By the thread's clock, µs; missing where the system has none. */
  tdur: z.number().optional(),
  pid: z.number(),
  tid: z.number(),
  args: z
    .looseObject({
      data: z
        .looseObject({
          functionName: z.string().optional(),
          url: z.string().optional(),
          /** Both from 1, unlike those of a CPU profile. */
          lineNumber: z.number().optional(),
          columnNumber: z.number().optional(),
        })
        .optional()
        .catch(undefined),
    })
    .optional(),
});
export type Slice = z.infer<typeof slice>;
export type SliceData = NonNullable<Slice['args']>['data'];

/** The slices of the processes that drew the recorded page, in the order of the trace; none that began before `startUs`. */
export function pageSlices(events: readonly TraceEvent[], startUs: number): Slice[] {
  const renderers = pageProcesses(events);
  return events.flatMap((event) => {
    const parsed = event.ph === 'X' && renderers.has(event.pid) ? slice.safeParse(event) : undefined;
    return parsed?.success === true && parsed.data.ts >= startUs ? [parsed.data] : [];
  });
}

/** Processes that drew the recorded page. Other renderers belong to the browser's own windows. */
function pageProcesses(events: readonly TraceEvent[]): Set<number> {
  const withProcess = z.looseObject({ processId: z.number() });
  const described = z.looseObject({
    data: z.looseObject({ frames: z.array(withProcess).optional(), processId: z.number().optional() }),
  });
  const found = events.flatMap(({ name, args }) => {
    if (name !== 'TracingStartedInBrowser' && name !== 'FrameCommittedInBrowser') return [];
    const parsed = described.safeParse(args);
    if (!parsed.success) return [];
    const { frames = [], processId } = parsed.data.data;
    return [...frames.map((frame) => frame.processId), ...(processId === undefined ? [] : [processId])];
  });
  return new Set(found);
}

/** By its name and place before it was bundled and minified, where a source map tells. */
export function functionOf(data: SliceData, find: FindOriginal): string {
  const original = originalOf(data, find);
  if (original === undefined) return `${data?.functionName || 'a function without a name'}${placeOf(data)}`;
  const { name = 'a function without a name', file, line } = original;
  return `${name} (${file}:${line})`;
}

function originalOf(data: SliceData, find: FindOriginal): ReturnType<FindOriginal> {
  const { url, lineNumber: line, columnNumber: column } = data ?? {};
  if (url === undefined || line === undefined || column === undefined) return undefined;
  return find({ url, line: line - 1, column: column - 1 });
}

/** The scripts whose functions were called: their source maps name them. */
export function calledScripts(events: readonly TraceEvent[]): Set<string> {
  const urls = events.flatMap((event) => {
    if (event.name !== 'FunctionCall') return [];
    const url = slice.safeParse(event).data?.args?.data?.url;
    return url?.startsWith('http') === true ? [url] : [];
  });
  return new Set(urls);
}

/** Name and line of a script, without its address: that may hold a secret. */
export function placeOf(data: SliceData): string {
  const name = data?.url?.split(/[?#]/, 1)[0]?.split('/').at(-1);
  if (name === undefined || name === '') return '';
  return data?.lineNumber === undefined ? ` (${name})` : ` (${name}:${data.lineNumber})`;
}
