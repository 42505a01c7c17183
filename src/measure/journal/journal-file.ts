import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { causeText, HarnessError } from '../../core/errors.ts';
import { type JournalRecord, parseJournal } from '../../core/results/journal.ts';

/** The journal's name in a run's folder. */
export const journalName = 'journal.ndjson';

/** Appends records to the journal of one run; several processes may, one after the other. */
export class Journal {
  readonly folder: string;
  /** True until this process has written a whole line, and after a line that failed. */
  #mayBeCut = true;

  /** @param folder of the run; made when missing */
  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /**
   * Writes the record as one line before it returns: the journal survives a kill of this process.
   *
   * @throws HarnessError `JOURNAL_NOT_WRITTEN`, for example on a full disk
   */
  append(record: JournalRecord): void {
    const file = path.join(this.folder, journalName);
    // A line that a full disk or a kill cut short must not swallow the next one.
    const separator = this.#mayBeCut && endsInMidLine(file) ? '\n' : '';
    this.#mayBeCut = true;
    try {
      appendFileSync(file, `${separator}${JSON.stringify(record)}\n`);
      this.#mayBeCut = false;
    } catch (cause) {
      throw new HarnessError(
        'JOURNAL_NOT_WRITTEN',
        `The journal ${file} could not be written: ${causeText(cause)}.`,
        'Make room on the disk; what was measured before is kept and "backscroll report" assembles it.',
        { cause },
      );
    }
  }

  /** All records; empty when the journal was not begun. @throws HarnessError `JOURNAL_UNREADABLE` */
  records(): JournalRecord[] {
    return existsSync(path.join(this.folder, journalName)) ? readJournal(this.folder) : [];
  }
}

function endsInMidLine(file: string): boolean {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text !== '' && !text.endsWith('\n');
}

/** The records of a run's folder. @throws HarnessError `JOURNAL_UNREADABLE` */
export function readJournal(folder: string): JournalRecord[] {
  const file = path.join(folder, journalName);
  try {
    return parseJournal(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new HarnessError(
      'JOURNAL_UNREADABLE',
      `The journal ${file} cannot be read: ${causeText(cause)}.`,
      'Give the folder of a run, such as reports/latest.',
      { cause },
    );
  }
}
