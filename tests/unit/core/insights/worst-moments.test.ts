import { expect, test } from '@playwright/test';
import { workText, worstOf } from '../../../../src/core/insights/worst-moments.ts';
import type { Work } from '../../../../src/core/results/worst-moment.ts';

const task = (atMs: number, durationMs: number, ran: Work[] = []) => ({ atMs, durationMs, ran });
const layout = (ms: number): Work => ({ kind: 'layout', what: 'layout', ms });

test('the three longest are kept in order of time, with the four works that took longest', () => {
  const four: Work[] = [3, 9, 5, 7].map((ms) => ({ kind: 'function', what: `f${ms}`, ms }));
  const tasks = [
    task(0, 60),
    task(100, 200, [...four, layout(0.9), layout(1)]),
    task(400, 90),
    task(600, 80),
  ];
  expect(worstOf(tasks).map(({ atMs }) => atMs)).toEqual([100, 400, 600]);
  expect(worstOf(tasks)[0]?.ran.map(({ ms }) => ms)).toEqual([9, 7, 5, 3]);
});

test('a task in which a script of the recorder ran longest is none of the page', () => {
  const evaluated = (what: string): Work => ({ kind: 'script', what, ms: 90 });
  expect(worstOf([task(0, 100, [evaluated('script')]), task(1, 100, [evaluated('app.js:1')])])).toHaveLength(
    1,
  );
  expect(worstOf([task(0, 100, [layout(91), evaluated('script')])])).toHaveLength(1);
});

test('what ran is told in words, and older results contain them', () => {
  const words = (work: Omit<Work, 'ms'>) => workText({ ...work, ms: 1 });
  expect(words({ kind: 'function', what: 'renderRows (feed.tsx:6)' })).toBe('renderRows (feed.tsx:6)');
  expect(words({ kind: 'script', what: 'app.js:1' })).toBe('evaluating a script (app.js:1)');
  expect(words({ kind: 'compile', what: 'compile' })).toBe('compiling');
  expect(words({ kind: 'garbage-collection', what: 'garbage-collection' })).toBe('garbage collection');
  expect(words({ kind: 'style', what: 'style' })).toBe('style');
  expect(words({ what: 'evaluating a script (app.js:1)' })).toBe('evaluating a script (app.js:1)');
});
