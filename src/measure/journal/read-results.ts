import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { causeText, HarnessError } from '../../core/errors.ts';
import { type Results, results, schemaVersion } from '../../core/results/results.ts';

/** The results in a file, or in the folder of a run. @throws HarnessError when there are none to read */
export function readResults(given: string): Results {
  const file = fileOf(given);
  const json = parse(file);
  const version: unknown =
    typeof json === 'object' && json !== null ? Reflect.get(json, 'schemaVersion') : null;
  if (typeof version === 'number' && version !== schemaVersion) {
    throw new HarnessError(
      'RESULTS_VERSION',
      `${file} has schema version ${version}, and this version of Backscroll reads ${schemaVersion}.`,
      'Measure again with this version, or compare with the one that wrote it.',
    );
  }
  const parsed = results.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new HarnessError(
    'RESULTS_INVALID',
    `${file} holds no results of a run: ${z.prettifyError(parsed.error).split('\n').slice(0, 4).join(' ')}`,
    'Give a results.json, or the folder of a run below reports/.',
  );
}

function fileOf(given: string): string {
  const stat = statSync(given, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new HarnessError(
      'RESULTS_MISSING',
      `${given} does not exist.`,
      'Give a results.json or the folder of a run.',
    );
  }
  if (!stat.isDirectory()) return given;
  const file = path.join(given, 'results.json');
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return file;
  throw new HarnessError(
    'RESULTS_MISSING',
    `The folder ${given} holds no results.json.`,
    `Of a run that was killed, "backscroll report ${given}" assembles it from the journal.`,
  );
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new HarnessError(
      'RESULTS_INVALID',
      `${file} is not JSON: ${causeText(cause)}.`,
      'Give a results.json, or the folder of a run below reports/.',
      { cause },
    );
  }
}
