import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { causeText, HarnessError } from '../core/errors.ts';
import { journalName } from '../measure/journal/journal-file.ts';
import { newRunId } from '../measure/run-options.ts';
import { reportsFolder } from './folders.ts';

/**
 * The folder of a new run, which no other run has or will get: the empty journal in it is the claim.
 *
 * @param output the user's choice; without it `reports/<id>`, counted on when two runs begin in one second
 * @throws HarnessError `RUN_FOLDER_TAKEN`, `RUN_FOLDER_NOT_MADE`
 */
export function claimRunFolder(
  output: string | undefined,
  reports: string = reportsFolder(),
): { id: string; folder: string } {
  const begun = newRunId(new Date());
  if (output !== undefined) {
    const folder = path.resolve(output);
    if (claim(folder)) return { id: begun, folder };
    throw taken(folder);
  }
  for (let number = 1; ; number++) {
    const id = number === 1 ? begun : `${begun}-${number}`;
    const folder = path.join(reports, id);
    if (claim(folder)) return { id, folder };
  }
}

/**
 * Refuses a folder that holds a run, before anything is set up; {@link claimRunFolder} settles who gets it.
 *
 * @throws HarnessError `RUN_FOLDER_TAKEN`
 */
export function assertFolderFree(output: string | undefined): void {
  if (output === undefined) return;
  const folder = path.resolve(output);
  if (existsSync(path.join(folder, journalName))) throw taken(folder);
}

function taken(folder: string): HarnessError {
  return new HarnessError(
    'RUN_FOLDER_TAKEN',
    `${folder} already holds a run.`,
    'Give --output another folder, or leave it out for a new one below reports/.',
  );
}

/** False when it is taken. */
function claim(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, journalName), '', { flag: 'wx' });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw new HarnessError(
      'RUN_FOLDER_NOT_MADE',
      `The folder of the run could not be made: ${causeText(cause)}.`,
      'Give --output a folder that can be written to.',
      { cause },
    );
  }
}
