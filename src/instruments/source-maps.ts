import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

/** A place in a script as the browser reports it; line and column from 0. */
export interface ScriptPlace {
  url: string;
  line: number;
  column: number;
}

/** The same place in the original source; the line from 1. */
export interface OriginalPlace {
  /** Name of the function there; undefined where it has none. */
  name: string | undefined;
  file: string;
  line: number;
}

/** The original of a place in a script; undefined without a source map. */
export type FindOriginal = (place: ScriptPlace) => OriginalPlace | undefined;

const reference = /\/\/[#@] sourceMappingURL=(\S+)\s*$/;

/**
 * Reads the source maps that scripts name at their end, inline or as a file. A script without a readable map
 * keeps its own places: maps are for people, and a missing one is no error.
 *
 * @param read returns the text at an address; undefined where there is none
 */
export async function readSourceMaps(
  urls: Iterable<string>,
  read: (url: string) => Promise<string | undefined>,
): Promise<FindOriginal> {
  const maps = new Map<string, TraceMap>();
  for (const url of new Set(urls)) {
    const map = await mapOf(url, read).catch(() => undefined);
    if (map !== undefined) maps.set(url, map);
  }
  return ({ url, line, column }) => {
    const map = maps.get(url);
    if (map === undefined) return undefined;
    const found = originalPositionFor(map, { line: line + 1, column });
    if (found.source === null) return undefined;
    return {
      name: found.name ?? undefined,
      file: found.source.split('/').at(-1) ?? found.source,
      line: found.line,
    };
  };
}

async function mapOf(
  url: string,
  read: (url: string) => Promise<string | undefined>,
): Promise<TraceMap | undefined> {
  const [, named] = reference.exec((await read(url)) ?? '') ?? [];
  if (named === undefined) return undefined;
  const inline = /^data:[^,]*;base64,(.*)$/s.exec(named)?.[1];
  const text =
    inline === undefined
      ? await read(new URL(named, url).href)
      : Buffer.from(inline, 'base64').toString('utf8');
  return text === undefined ? undefined : new TraceMap(text);
}
