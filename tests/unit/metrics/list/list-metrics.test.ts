import { expect, test } from '@playwright/test';
import type { ListLook } from '../../../../src/core/list-look.ts';
import { blankPlaces } from '../../../../src/metrics/list/blank-places.ts';
import { keptRows } from '../../../../src/metrics/list/kept-rows.ts';
import { listRows } from '../../../../src/metrics/list/list-rows.ts';
import { lostRows } from '../../../../src/metrics/list/lost-rows.ts';
import { olderShift } from '../../../../src/metrics/list/older-shift.ts';
import { reachedRows } from '../../../../src/metrics/list/reached-rows.ts';
import type { ListRecording, ListStep } from '../../../../src/metrics/list/recording.ts';
import { repeatedRows } from '../../../../src/metrics/list/repeated-rows.ts';
import { scrollShift } from '../../../../src/metrics/list/scroll-shift.ts';

const measured = (value: number) => ({ status: 'measured', value });
const unavailable = { status: 'unavailable' };

/** A list of 100 px rows in a box of 300 px; the rows are given by key and upper edge. */
function look(rows: Readonly<Record<string, number>>, more: Partial<ListLook> = {}): ListLook {
  return {
    offsetPx: 350,
    roomPx: 700,
    viewPx: 300,
    attached: Object.keys(rows).length,
    empty: 0,
    contained: 0,
    pitchPx: 100,
    elements: 0,
    recycled: 0,
    repeated: [],
    inView: Object.entries(rows).map(([key, topPx]) => ({ key, topPx, heightPx: 100 })),
    isStill: true,
    ...more,
  };
}

function walk(steps: readonly ListStep[], more: Partial<ListRecording> = {}): ListRecording {
  return {
    whole: true,
    keyAttribute: 'id',
    steps,
    turnedAt: steps.length,
    attachedAtEnd: [],
    blank: 'not measured',
    ...more,
  };
}

const open = (rows: Readonly<Record<string, number>>, more?: Partial<ListLook>): ListStep => ({
  kind: 'open',
  expectedPx: null,
  look: look(rows, more),
});
const then = (
  kind: ListStep['kind'],
  expectedPx: number | null,
  rows: Readonly<Record<string, number>>,
): ListStep => ({ kind, expectedPx, look: look(rows) });

test('rows that move as far as the list was scrolled did not shift', () => {
  const steps = [open({ a: 0, b: 100, c: 200 }), then('gesture', 100, { z: 0, a: 100, b: 200 })];
  expect(scrollShift.derive(walk(steps))).toEqual(measured(0));
});

test('a row that lands elsewhere shifted by the difference, in either direction', () => {
  const steps = [
    open({ a: 0, b: 100, c: 200 }),
    then('gesture', 100, { a: 88, b: 188 }),
    then('gesture', 100, { y: 100, a: 195 }),
  ];
  expect(scrollShift.derive(walk(steps))).toEqual(measured(12));
});

test('a gesture that ends at the edge of a list, which is shorter than it was thought to be, is no shift', () => {
  const ended = {
    ...then('gesture', 100, { a: 60, b: 160 }),
    look: look({ a: 60, b: 160 }, { offsetPx: 0 }),
  };
  expect(scrollShift.derive(walk([open({ a: 0, b: 100 }), ended]))).toEqual(measured(0));
  const beyond = { ...ended, look: look({ a: 148 }, { offsetPx: 0 }) };
  expect(scrollShift.derive(walk([open({ a: 0, b: 100 }), beyond]))).toEqual(measured(48));
});

test('a jump, and a key of two rows, tell nothing of a shift', () => {
  const steps = [
    open({ a: 0, b: 100 }),
    then('jump', null, { q: 0, r: 100 }),
    { ...then('gesture', 100, { q: 50 }), look: look({ q: 50 }, { repeated: ['q', 'r'] }) },
  ];
  const nothing = walk(steps, { keyAttribute: null });
  expect(scrollShift.derive(nothing)).toMatchObject(unavailable);
});

test('where no row in view is left that should be, all moved by a screen at least', () => {
  const steps = [open({ a: 0, b: 100 }), then('older', 0, { x: 0, y: 100 })];
  expect(olderShift.derive(walk(steps))).toEqual(measured(300));
  expect(olderShift.derive(walk(steps, { keyAttribute: null }))).toMatchObject(unavailable);
});

test('older messages move the rows in view, or leave them where they are', () => {
  const kept = [open({ a: 0, b: 100 }), then('older', 0, { a: 0, b: 100 })];
  const moved = [open({ a: 0, b: 100 }), then('older', 0, { x: 0, a: 148 })];
  expect(olderShift.derive(walk(kept))).toEqual(measured(0));
  expect(olderShift.derive(walk(moved))).toEqual(measured(148));
  expect(olderShift.derive(walk([open({ a: 0 })]))).toMatchObject(unavailable);
});

test('a message that comes into view on one way only is lost on the other', () => {
  const steps = [
    open({ c: 0, d: 100 }),
    then('gesture', 100, { a: 0, b: 100 }),
    then('step', -100, { b: 0, c: 100 }),
    then('step', -100, { c: 0, d: 100, e: 200 }),
  ];
  const whole = walk(steps, { turnedAt: 2 });
  expect(lostRows.derive(whole)).toEqual(measured(1));
  expect(reachedRows.derive(whole)).toEqual(measured(5));
  expect(lostRows.derive({ ...whole, whole: false })).toMatchObject(unavailable);
  expect(reachedRows.derive({ ...whole, whole: false })).toMatchObject(unavailable);
});

test('a message is shown twice only where rows have keys', () => {
  const steps = [open({ a: 0 }, { repeated: ['a', 'b'] }), open({ a: 0 }, { repeated: ['b'] })];
  expect(repeatedRows.derive(walk(steps))).toEqual(measured(2));
  expect(repeatedRows.derive(walk(steps, { keyAttribute: null }))).toMatchObject(unavailable);
});

test('a place is blank where rows cover less than half of a list that scrolls', () => {
  const steps = [open({ a: 0, b: 50 }), open({ a: -60, b: 250 }), open({}), open({}, { roomPx: 0 })];
  expect(blankPlaces.derive(walk(steps))).toEqual(measured(2));
});

test('a list holds what its height has room for, and at least what is in the document', () => {
  expect(listRows.derive(walk([open({ a: 0, b: 100 })]))).toEqual(measured(10));
  expect(listRows.derive(walk([open({ a: 0, b: 100 }, { attached: 40 })]))).toEqual(measured(40));
  expect(listRows.derive(walk([open({ a: 0 })]))).toMatchObject(unavailable);
});

test('rows that stay are those that were seen and are in the document at the end', () => {
  const steps = [open({ a: 0, b: 100 }), then('gesture', 100, { c: 0, d: 100 })];
  expect(keptRows.derive(walk(steps, { attachedAtEnd: ['c', 'd', 'e'] }))).toEqual(measured(50));
});
