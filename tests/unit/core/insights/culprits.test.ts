/** What ran in long frames, added up over the iterations that count. */
import { expect, test } from '@playwright/test';
import { culpritsOf } from '../../../../src/core/insights/culprits.ts';
import type { Iteration, LongFrame } from '../../../../src/core/results/iteration.ts';

type Script = LongFrame['scripts'][number];

const render: Script = {
  durationMs: 80,
  layoutMs: 30,
  invoker: 'BUTTON#go.onclick',
  invokerType: 'event-listener',
  functionName: 'render',
  source: 'http://chat/assets/app.js',
};

const timer: Script = {
  ...render,
  durationMs: 20,
  layoutMs: 0,
  invoker: 'TimerHandler:setTimeout',
  functionName: '',
};

function iteration(
  index: number,
  frames: readonly Script[][],
  status: Iteration['status'] = 'valid',
): Iteration {
  return {
    index,
    pass: 'timing',
    startedAtMs: 0,
    finishedAtMs: 1,
    status,
    reason: status === 'valid' ? null : 'host',
    verification: {},
    longFrames: frames.map((scripts, frame) => ({
      startMs: index * 1_000 + frame,
      durationMs: 100,
      blockingMs: 50,
      scripts,
    })),
  };
}

test('the same code is one culprit, with its time over all valid iterations; most time first', () => {
  const iterations = [
    iteration(0, [[render, timer], [render]]),
    iteration(1, [[timer]]),
    iteration(2, [[{ ...render, durationMs: 100 }]]),
    iteration(3, [[timer, timer, timer]], 'invalid'),
  ];
  expect(culpritsOf({ iterations })).toEqual([
    {
      name: 'render',
      invoker: 'BUTTON#go.onclick',
      source: 'http://chat/assets/app.js',
      frames: 3,
      iterations: 2,
      totalMs: 260,
      layoutMs: 90,
      longestMs: 100,
    },
    {
      name: 'TimerHandler:setTimeout',
      invoker: 'TimerHandler:setTimeout',
      source: 'http://chat/assets/app.js',
      frames: 2,
      iterations: 2,
      totalMs: 40,
      layoutMs: 0,
      longestMs: 20,
    },
  ]);
});

test('iterations without long frames, and of other passes, have no culprit', () => {
  const { longFrames: _none, ...memory } = iteration(0, []);
  expect(culpritsOf({ iterations: [iteration(1, []), { ...memory, pass: 'memory' }] })).toEqual([]);
});
