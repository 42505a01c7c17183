import { writeSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import type { EndedTest, TestEvent } from './test-events.ts';

/** The file descriptor that `runTests` reads. Synchronous writes are not lost if the runner is killed. */
const descriptor = 3;

function tell(event: TestEvent): void {
  writeSync(descriptor, `${JSON.stringify(event)}\n`);
}

/** Playwright reporter that reports the planned tests, the begin of each test, and its outcome. */
export default class EventReporter implements Reporter {
  onBegin({ rootDir }: FullConfig, suite: Suite): void {
    const tests = suite.allTests().map((test) => {
      const [, project = '', , ...titles] = test.titlePath();
      const file = path.relative(rootDir, test.location.file);
      return { id: test.id, name: [`[${project}]`, file, ...titles].join(' › ') };
    });
    tell({ type: 'planned', tests });
  }

  onTestBegin({ id }: TestCase): void {
    tell({ type: 'begun', id });
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const observations = result.attachments.flatMap(({ name, body }) =>
      name === 'observation' && body !== undefined ? [JSON.parse(body.toString())] : [],
    );
    const errors = result.errors.map(firstLines);
    tell({ type: 'ended', id: test.id, outcome: outcomeOf(test, result), errors, observations });
  }

  onError(error: TestError): void {
    tell({ type: 'error', message: firstLines(error) });
  }

  printsToStdio(): boolean {
    return false;
  }
}

function outcomeOf(test: TestCase, { status }: TestResult): EndedTest['outcome'] {
  if (status === 'interrupted') return 'not-run';
  if (status === 'skipped') return test.expectedStatus === 'skipped' ? 'skipped' : 'not-run';
  return test.ok() ? 'passed' : 'failed';
}

/** As much of an error as shows what was expected and what was found. */
const shownLines = 12;

function firstLines({ message = 'no reason was given' }: TestError): string {
  return stripVTControlCharacters(message).split('\n', shownLines).join('\n');
}
