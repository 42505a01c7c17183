import { existsSync } from 'node:fs';
import path from 'node:path';
import { causeText } from '../core/errors.ts';
import { keepRun } from '../database/history/keep.ts';
import { openHistory } from '../database/history/open.ts';
import { readResults } from '../measure/journal/read-results.ts';
import type { Logger } from './terminal.ts';

interface Wanted {
  /** Folder of the run. */
  folder: string;
  /** Our working directory, `.backscroll`. */
  directory: string;
  /** A history of the user; undefined for the embedded one. */
  historyUrl: string | undefined;
  /** The embedded server, where it runs already. */
  embeddedUrl: string | undefined;
}

/** Keeps a run in the history. One that cannot be kept is as good as before: it is said, and how to do it later. */
export async function keepInHistory(logger: Logger, wanted: Wanted): Promise<void> {
  const { folder, directory, historyUrl, embeddedUrl } = wanted;
  if (!existsSync(path.join(folder, 'results.json'))) return;
  try {
    await using history = await openHistory({ url: historyUrl, embeddedUrl, directory });
    const results = readResults(folder);
    const outcome = await keepRun(history.client, results);
    logger.say(`History    ${outcome === 'known' ? 'has this run already' : `keeps run ${results.id}`}`);
  } catch (cause) {
    logger.say(`The run was not kept in the history: ${causeText(cause)}`);
    logger.say(`  Keep it later with: backscroll history import ${path.relative('.', folder)}`);
  }
}
