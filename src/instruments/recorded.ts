import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, CDPSession } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import { scrubText } from '../core/secrets.ts';
import { parseTrace } from '../metrics/frames.ts';
import { filmFrames, filmstrip } from './filmstrip.ts';
import { scrubZip } from './scrub.ts';
import { recordedCategories, startTrace } from './tracing.ts';
import { worstMoments, worstMomentsPicture } from './worst-moments.ts';

/** A file that a recorded pass made, in the folder that it was given. */
export interface RecordedFile {
  name: string;
  fileName: string;
  contentType: string;
}

export interface RecordedInstrument {
  /** @param secrets texts that must not stand in any of the files */
  stop: (secrets: readonly string[]) => Promise<RecordedFile[]>;
}

/**
 * Records what people look at: Playwright's trace (snapshots, actions), a DevTools trace with CPU
 * samples, a filmstrip and the worst moments. It slows the page down a lot: no number of it is judged.
 *
 * @param session of the page: a trace of the browser's own session holds no screenshots
 */
export async function startRecording(
  context: BrowserContext,
  session: CDPSession,
  folder: string,
): Promise<RecordedInstrument> {
  await context.tracing.start({ screenshots: true, snapshots: true });
  const stopTrace = await startTrace(session, recordedCategories);
  const startUs = monotonicUs();
  return {
    stop: async (secrets) => {
      const text = await stopTrace();
      const zip = path.join(folder, 'trace.zip');
      await context.tracing.stop({ path: zip });
      await writeFile(zip, scrubZip(await readFile(zip), secrets));
      await writeFile(path.join(folder, 'devtools-trace.json.gz'), gzipSync(scrubText(text, secrets)));
      const files: RecordedFile[] = [
        { name: 'trace', fileName: 'trace.zip', contentType: 'application/zip' },
        { name: 'devtools-trace', fileName: 'devtools-trace.json.gz', contentType: 'application/gzip' },
      ];
      const events = parseTrace(text);
      const film = filmFrames(events, startUs);
      const pictures = {
        filmstrip: filmstrip(film),
        'worst-moments': worstMomentsPicture(worstMoments(events, startUs, film)),
      };
      const drawn = Object.entries(pictures).flatMap(([name, svg]) =>
        svg === undefined ? [] : [{ name, svg: scrubText(svg, secrets), fileName: `${name}.svg` }],
      );
      for (const { fileName, svg } of drawn) await writeFile(path.join(folder, fileName), svg);
      return [
        ...drawn.map(({ name, fileName }) => ({ name, fileName, contentType: 'image/svg+xml' })),
        ...files,
      ];
    },
  };
}
