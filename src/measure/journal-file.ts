import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { causeText, HarnessError } from '../core/errors.ts';
import { type JournalRecord, parseJournal } from '../core/journal.ts';

/** The journal's name in a run's folder. */
export const journalName = 'journal.ndjson';

/** Appends records to the journal of one run; several processes may, one after the other. */
export class Journal {
  readonly folder: string;

  /** @param folder of the run; made when missing */
  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /**
   * Written before it returns, as one line: what is in the journal survives a kill of this process.
   *
   * @throws HarnessError `JOURNAL_NOT_WRITTEN`, for example on a full disk
   */
  append(record: JournalRecord): void {
    const file = path.join(this.folder, journalName);
    try {
      appendFileSync(file, `${JSON.stringify(record)}\n`);
    } catch (cause) {
      throw new HarnessError(
        'JOURNAL_NOT_WRITTEN',
        `The journal ${file} could not be written: ${causeText(cause)}.`,
        'Make room on the disk; what was measured before is kept and "backscroll report" assembles it.',
        { cause },
      );
    }
  }

  /** What is in it; nothing when it was not begun. @throws HarnessError `JOURNAL_UNREADABLE` */
  records(): JournalRecord[] {
    return existsSync(path.join(this.folder, journalName)) ? readJournal(this.folder) : [];
  }
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
