import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { HarnessError } from '../core/errors.ts';
import { packageFolder } from './set-up.ts';

/** Playwright's configuration of the suites; `.js` in an installed package. */
export const playwrightConfig = path.join(
  packageFolder,
  `playwright.config${path.extname(import.meta.filename)}`,
);

/** Path of Playwright's own command line. */
export function playwrightCli(): string {
  return createRequire(import.meta.url).resolve('@playwright/test/cli');
}

/**
 * Makes one HTML report of the blob reports in a folder.
 *
 * @throws HarnessError `BLOBS_NOT_MERGED` with what Playwright said
 */
export async function mergeBlobReports(blobs: string, into: string): Promise<void> {
  const child = spawn(process.execPath, [playwrightCli(), 'merge-reports', '--reporter=html', blobs], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PLAYWRIGHT_HTML_OUTPUT_DIR: into, PLAYWRIGHT_HTML_OPEN: 'never' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += String(text);
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  throw new HarnessError(
    'BLOBS_NOT_MERGED',
    `Playwright could not merge the blob reports in ${blobs}: ${said.trim()}`,
    'The merged results.json and summary.md are written; open the shards’ own reports for the traces.',
  );
}
