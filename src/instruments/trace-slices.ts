/** Work of a recorded page's threads, read from a DevTools trace. */
import { z } from 'zod';
import type { TraceEvent } from '../metrics/frames.ts';
import type { FindOriginal } from './source-maps.ts';

/** Place of a script: a called function, or a script to compile or evaluate. */
const place = z.looseObject({
  functionName: z.string().optional(),
  url: z.string().optional(),
  /** Both from 1, unlike those of a CPU profile. */
  lineNumber: z.number().optional(),
  columnNumber: z.number().optional(),
});

/** One piece of work of a thread. */
const slice = z.looseObject({
  name: z.string(),
  ph: z.literal('X'),
  ts: z.number(),
  dur: z.number(),
  /** CPU time of the thread, µs; missing where the system has none. */
  tdur: z.number().optional(),
  pid: z.number(),
  tid: z.number(),
  args: z
    .looseObject({
      data: place.optional().catch(undefined),
      /** Of a layout: the script that waits for it, the innermost call first. */
      beginData: z
        .looseObject({ stackTrace: z.array(place).optional() })
        .optional()
        .catch(undefined),
    })
    .optional(),
});
export type Slice = z.infer<typeof slice>;
export type SliceData = z.infer<typeof place> | undefined;

/** The slices of the recorded page's renderer processes from `startUs` on, in the order of the trace. */
export function pageSlices(events: readonly TraceEvent[], startUs: number): Slice[] {
  const renderers = pageProcesses(events);
  return events.flatMap((event) => {
    const parsed = event.ph === 'X' && renderers.has(event.pid) ? slice.safeParse(event) : undefined;
    return parsed?.success === true && parsed.data.ts >= startUs ? [parsed.data] : [];
  });
}

/** The renderer processes of the recorded page. Other renderers belong to the browser's own windows. */
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

/** Minified names are shorter. */
const leastLetters = 4;

/** A function by its name and place before bundling and minifying, where a source map has them. */
export function functionOf(data: SliceData, find: FindOriginal): string {
  const original = originalOf(data, find);
  const { functionName = '' } = data ?? {};
  const place = placeOf(data);
  if (original === undefined) return `${functionName || nameless}${place === undefined ? '' : ` (${place})`}`;
  const kept = functionName.length >= leastLetters ? functionName : nameless;
  return `${original.name ?? kept} (${original.file}:${original.line})`;
}

const nameless = 'a function without a name';

function originalOf(data: SliceData, find: FindOriginal): ReturnType<FindOriginal> {
  const { url, lineNumber: line, columnNumber: column } = data ?? {};
  if (url === undefined || line === undefined || column === undefined) return undefined;
  return find({ url, line: line - 1, column: column - 1 });
}

/** The scripts whose functions were called, or waited for a layout: their source maps name them. */
export function calledScripts(events: readonly TraceEvent[]): Set<string> {
  const urls = events.flatMap((event) => {
    if (event.name !== 'FunctionCall' && event.name !== 'Layout') return [];
    const { data, beginData } = slice.safeParse(event).data?.args ?? {};
    const urls = [data, ...(beginData?.stackTrace ?? [])].map((each) => each?.url);
    return urls.filter((url) => url !== undefined).filter((url) => url.startsWith('http'));
  });
  return new Set(urls);
}

/** Name and line of a script, without its full address, which may contain a secret. */
export function placeOf(data: SliceData): string | undefined {
  const name = data?.url?.split(/[?#]/, 1)[0]?.split('/').at(-1);
  if (name === undefined || name === '') return undefined;
  return data?.lineNumber === undefined ? name : `${name}:${data.lineNumber}`;
}
