import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, CDPSession } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import type { RecordedWork } from '../core/results/recorded-work.ts';
import { type Secret, scrubText } from '../core/secrets.ts';
import { parseTrace } from '../metrics/frames.ts';
import type { Scroll } from '../metrics/recordings.ts';
import { filmFrames, filmstrip } from './filmstrip.ts';
import { type RecordedTask, recordedTasks } from './recorded-tasks.ts';
import { scrubZip } from './scrub.ts';
import { readSourceMaps } from './source-maps.ts';
import { calledScripts } from './trace-slices.ts';
import { traceWork } from './trace-work.ts';
import { recordedCategories, startTrace } from './tracing.ts';

/** Time limit for one script or one source map: a server that has source maps is near. */
const mapsWithinMs = 10_000;

/** A file that a recorded pass made in its folder. */
export interface RecordedFile {
  name: string;
  fileName: string;
  contentType: string;
}

/** The files and data of a recorded pass for people. */
export interface RecordedView {
  files: RecordedFile[];
  /** Unchanged, secrets included: they are drawn later, when the load beside them is known. */
  tasks: RecordedTask[];
  work: RecordedWork;
}

export interface RecordedInstrument {
  /**
   * @returns a function that makes the view. Call it once the page's link is no longer slow, because it
   *   loads source maps over it. Its `scrolls` are those of the act: the times of the filmstrip and of the
   *   frames count from the first.
   */
  stop: () => Promise<(scrolls: readonly Scroll[]) => Promise<RecordedView>>;
}

/**
 * Records files for people: Playwright's trace (snapshots, actions), a DevTools trace with CPU samples, a
 * filmstrip and the long tasks. It slows the page down a lot: none of its figures is judged.
 *
 * @param session of the page: a trace of the browser's own session contains no screenshots
 * @param secrets texts that must not appear in any of the files
 */
export async function startRecording(
  context: BrowserContext,
  session: CDPSession,
  folder: string,
  secrets: readonly Secret[],
): Promise<RecordedInstrument> {
  await context.tracing.start({ screenshots: true, snapshots: true });
  const stopTrace = await startTrace(session, recordedCategories);
  const startUs = monotonicUs();
  return {
    stop: async () => {
      const text = await stopTrace();
      await writeFile(path.join(folder, 'trace.zip'), await cleanTrace());
      return (scrolls) => view(text, scrolls);
    },
  };

  /** Playwright writes its trace with secrets, so it goes to a temporary folder and not to the run's. */
  async function cleanTrace(): Promise<Uint8Array> {
    const apart = await mkdtemp(path.join(tmpdir(), 'backscroll-trace-'));
    try {
      const raw = path.join(apart, 'trace.zip');
      await context.tracing.stop({ path: raw });
      return scrubZip(await readFile(raw), secrets);
    } finally {
      await rm(apart, { recursive: true });
    }
  }

  async function view(text: string, [first]: readonly Scroll[]): Promise<RecordedView> {
    await writeFile(path.join(folder, 'devtools-trace.json.gz'), gzipSync(scrubText(text, secrets)));
    const files: RecordedFile[] = [
      { name: 'trace', fileName: 'trace.zip', contentType: 'application/zip' },
      { name: 'devtools-trace', fileName: 'devtools-trace.json.gz', contentType: 'application/gzip' },
    ];
    const events = parseTrace(text);
    const film = filmFrames(events, startUs);
    const strip = filmstrip(film, first === undefined ? undefined : (first.startUs - startUs) / 1000);
    if (strip !== undefined) {
      await writeFile(path.join(folder, 'filmstrip.svg'), scrubText(strip, secrets));
      files.unshift({ name: 'filmstrip', fileName: 'filmstrip.svg', contentType: 'image/svg+xml' });
    }
    const find = await readSourceMaps(calledScripts(events), (url) => textOf(context, url));
    return {
      files,
      tasks: recordedTasks(events, startUs, film, find),
      work: traceWork(events, startUs, find),
    };
  }
}

/** Requests the text with the page's cookies, as the page itself would. */
async function textOf(context: BrowserContext, url: string): Promise<string | undefined> {
  const answer = await context.request.get(url, { timeout: mapsWithinMs });
  return answer.ok() ? answer.text() : undefined;
}
