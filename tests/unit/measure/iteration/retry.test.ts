import { expect, test } from '@playwright/test';
import type { ErrorCode } from '../../../../src/core/error-codes.ts';
import { HarnessError } from '../../../../src/core/errors.ts';
import {
  disturbance,
  failingTarget,
  reasonOf,
  scrollReasons,
} from '../../../../src/measure/iteration/reasons.ts';
import { decide, isComplete, type Tried } from '../../../../src/measure/iteration/retry.ts';

const thrown = (code: ErrorCode) => reasonOf(new HarnessError(code, 'It happened.', 'Do something.'));
const host = disturbance('host: 48 % of the CPU time went to other programs');
const tried = (change: Partial<Tried>): Tried => ({
  ...{ pass: 'timing', reasons: [], succeeded: true, failedBefore: false, planned: 9, repeats: 0 },
  ...change,
});

test('an iteration without a reason is valid', () => {
  expect(decide(tried({}))).toEqual({ next: 'go-on', status: 'valid' });
  expect(isComplete([])).toBe(true);
});

for (const code of [
  'NOT_SEEN',
  'HISTORY_NOT_LOADED',
  'PAGE_CRASHED',
  'PAGE_DIALOG',
  'PAGE_STATUS',
  'PAGE_TIMED_OUT',
  'PAGE_NEVER_LOADED',
  'PAGE_BLANK',
  'ITERATION_TOO_LONG',
  'SELECTOR_MISSING',
] as const) {
  test(`${code} of a page that succeeded before is its failure, and not repeated`, () => {
    expect(decide(tried({ reasons: [thrown(code)] }))).toEqual({ next: 'go-on', status: 'failed' });
  });
}

for (const code of ['BROWSER_DIED', 'TRACE_INCOMPLETE', 'LINK_PROBE_LOST'] as const) {
  test(`${code} is a disturbance, and repeated`, () => {
    expect(decide(tried({ reasons: [thrown(code)] }))).toEqual({ next: 'repeat', status: 'invalid' });
  });
}

test('host, network, CPU and traffic are repeated at most min(3, planned) times', () => {
  const next = (planned: number, repeats: number) =>
    decide(tried({ reasons: [host], planned, repeats })).next;
  expect([0, 1, 2, 3].map((repeats) => next(9, repeats))).toEqual(['repeat', 'repeat', 'repeat', 'go-on']);
  expect([0, 1].map((repeats) => next(1, repeats))).toEqual(['repeat', 'go-on']);
});

test('an error that nobody foresaw is repeated too: it may be a bug of ours', () => {
  expect(decide(tried({ reasons: [reasonOf(new TypeError('x is not a function'))] }))).toEqual({
    next: 'repeat',
    status: 'invalid',
  });
});

test('a recorded iteration is for people, and never repeated', () => {
  expect(decide(tried({ pass: 'recorded', reasons: [host] }))).toEqual({ next: 'go-on', status: 'invalid' });
});

test('a target that fails its background traffic explains nothing: its page has failed', () => {
  const traffic = failingTarget('traffic: 71 of 713 operations failed');
  expect(decide(tried({ reasons: [thrown('NOT_SEEN'), traffic] }))).toEqual({
    next: 'go-on',
    status: 'failed',
  });
  // Visits that such a backend survives are no better: the others would be repeated away.
  expect(decide(tried({ reasons: [traffic] }))).toEqual({ next: 'go-on', status: 'failed' });
  expect(decide(tried({ reasons: [traffic], succeeded: false })).next).toBe('go-on');
  expect(isComplete([traffic])).toBe(true);
  // The generator or the host had their part in it.
  expect(decide(tried({ reasons: [traffic, host] }))).toEqual({ next: 'repeat', status: 'invalid' });
  expect(decide(tried({ reasons: [thrown('NOT_SEEN'), traffic, host] }))).toMatchObject({
    status: 'invalid',
  });
});

test('a page that is too slow for the recorded pass, which slows it down, does not end its cell', () => {
  const first = { succeeded: false, reasons: scrollReasons([{ askedPx: 3_000, scrolledPx: 2_805 }]) };
  expect(decide(tried({ ...first, pass: 'recorded' }))).toEqual({ next: 'go-on', status: 'failed' });
  expect(decide(tried(first)).next).toBe('end');
  const left = { succeeded: false, reasons: [thrown('PAGE_REDIRECTED')] };
  expect(decide(tried({ ...left, pass: 'recorded' })).next).toBe('end');
});

test('a disturbed host explains a page that was too slow, and no crash, dialog or error status', () => {
  const status = (code: ErrorCode) => decide(tried({ reasons: [thrown(code), host] }));
  for (const code of ['NOT_SEEN', 'PAGE_NEVER_LOADED', 'ITERATION_TOO_LONG'] as const) {
    expect(status(code), code).toEqual({ next: 'repeat', status: 'invalid' });
  }
  for (const code of ['PAGE_CRASHED', 'PAGE_DIALOG', 'PAGE_SERVER_ERROR', 'PAGE_LEFT'] as const) {
    expect(status(code), code).toEqual({ next: 'go-on', status: 'failed' });
  }
});

test('what is sure to happen again ends the cell at the first visit, with its own error', () => {
  for (const code of ['PAGE_STATUS', 'PAGE_REDIRECTED', 'SCROLLER_TOO_SHORT', 'SELECTOR_MISSING'] as const) {
    const reason = thrown(code);
    const decision = decide(tried({ reasons: [reason], succeeded: false }));
    expect(decision, code).toEqual({ next: 'end', error: reason.error });
  }
});

test('a crash or a server that fails may come by chance: the second failure says that it always does', () => {
  for (const code of ['PAGE_CRASHED', 'PAGE_SERVER_ERROR'] as const) {
    const first = { reasons: [thrown(code)], succeeded: false };
    expect(decide(tried(first)), code).toEqual({ next: 'go-on', status: 'failed' });
    expect(decide(tried({ ...first, failedBefore: true })).next, code).toBe('end');
    expect(decide(tried({ ...first, succeeded: true, failedBefore: true })).next, code).toBe('go-on');
  }
});

test('a message may be lost at the first visit by chance', () => {
  expect(decide(tried({ reasons: [thrown('NOT_SEEN')], succeeded: false }))).toEqual({
    next: 'go-on',
    status: 'failed',
  });
});

for (const code of ['LOGIN_REFUSED', 'REPEAT_MOVED', 'TARGET_DIED', 'JOURNAL_NOT_WRITTEN'] as const) {
  test(`${code} ends the cell whenever it happens, whatever the host was doing`, () => {
    expect(decide(tried({ reasons: [host, thrown(code)] })).next).toBe('end');
  });
}

test.describe('too little scrolled', () => {
  const [little] = scrollReasons([{ askedPx: 2_000, scrolledPx: 1_373 }]);
  if (little === undefined) throw new Error('1,373 of 2,000 px are too little');

  test('counts from below 95 % of the way', () => {
    expect(little.text).toBe('scroll: 1373 of 2000 px were scrolled');
    expect(scrollReasons([{ askedPx: 2_000, scrolledPx: 1_900 }])).toEqual([]);
    expect(scrollReasons([{ askedPx: 0, scrolledPx: 0 }])).toEqual([]);
  });

  test('names the end of a list that is shorter than the gesture', () => {
    const ended = { askedPx: 1_500, scrolledPx: 325, remainingPx: 0.4 };
    const whole = { askedPx: 1_500, scrolledPx: 1_500, remainingPx: 800 };
    expect(scrollReasons([whole, ended])[0]?.text).toBe(
      'scroll: 1825 of 3000 px were scrolled, to the end of the list',
    );
    const back = { ...whole, scrolledPx: 325 };
    expect(scrollReasons([ended, back])[0]?.text).toBe('scroll: 650 of 3000 px were scrolled');
    expect(scrollReasons([back, { ...whole, remainingPx: 0 }])[0]?.text).toBe(
      'scroll: 1825 of 3000 px were scrolled',
    );
  });

  test('is the failure of a page that could be scrolled before', () => {
    expect(decide(tried({ reasons: [little] }))).toEqual({ next: 'go-on', status: 'failed' });
  });

  test('at the first visit ends the cell, unless something disturbed it', () => {
    const first = { succeeded: false, reasons: [little] };
    expect(decide(tried(first))).toMatchObject({ next: 'end', error: { code: 'SCROLLED_TOO_LITTLE' } });
    expect(decide(tried({ ...first, reasons: [little, host] }))).toEqual({
      next: 'repeat',
      status: 'invalid',
    });
  });
});

test('a visit came to its end when only the setting around it was wrong', () => {
  expect(isComplete([host])).toBe(true);
  expect(isComplete([host, thrown('NOT_SEEN')])).toBe(false);
  expect(isComplete([thrown('BROWSER_DIED')])).toBe(false);
  expect(isComplete(scrollReasons([{ askedPx: 2_000, scrolledPx: 1_373 }]))).toBe(false);
});
