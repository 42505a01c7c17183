/** Experiments on a page of our own, in a real Chromium, behind the real shaper. */

import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import { assemble } from '../../src/core/assemble.ts';
import { monotonicUs } from '../../src/core/clock.ts';
import { HarnessError } from '../../src/core/errors.ts';
import type { JournalRecord } from '../../src/core/results/journal.ts';
import type { PassId } from '../../src/core/results/metric.ts';
import type { Experiment } from '../../src/measure/arms.ts';
import { runExperiment } from '../../src/measure/experiment.ts';
import { readReference } from '../../src/measure/host/reference.ts';
import { ReferenceReadings } from '../../src/measure/host/reference-readings.ts';
import { Bench } from '../../src/measure/iteration/bench.ts';
import { Journal } from '../../src/measure/journal/journal-file.ts';
import { planOrder } from '../../src/measure/order.ts';
import type { RunContext } from '../../src/measure/run-context.ts';
import { parseProfile } from '../../src/profiles/profile.ts';
import type { Stage } from '../../src/scenarios/scenario.ts';
import { type VisitTarget, visitTarget } from '../../src/targets/page.ts';
import type { PageTarget } from '../../src/targets/target.ts';
import { trafficTarget } from '../../src/traffic/contract.ts';
import { constantPlan } from '../../src/traffic/mix.ts';
import { run as begun } from '../unit/core/sample-journal.ts';
import { plainTarget } from './traffic-support/plain-target.ts';
import { type RunningServer, serve } from './traffic-support/servers.ts';

type IterationRecord = Extract<JournalRecord, { type: 'iteration' }>;

const test = base.extend<{ runContext: RunContext }, { bench: Bench; site: RunningServer }>({
  bench: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
    async ({}, use) => {
      const browser = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
      if (browser === undefined) throw new Error('no browser; npm test installs one');
      await using bench = await Bench.open(browser);
      await use(bench);
    },
    { scope: 'worker' },
  ],
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
    async ({}, use) => {
      await using site = await serve(page);
      await use(site);
    },
    { scope: 'worker' },
  ],
  runContext: async ({ bench }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-experiment-'));
    await use({
      bench,
      journal: new Journal(folder),
      startedUs: monotonicUs(),
      ownRoots: [],
      step: (_title, body) => body(),
    });
    rmSync(folder, { recursive: true });
  },
});

function page(_request: IncomingMessage, response: { end: (text: string) => unknown }): void {
  response.end('<!doctype html><meta charset="utf-8"><title>A page</title><p>Nothing moves.');
}

type Act = (stage: Stage<PageTarget>) => void | Promise<void>;

/** One cell an arm at full speed, which visits the page and does what the test asks for. */
function experiment(
  site: RunningServer,
  act: Act,
  changes: Partial<Experiment<PageTarget>> & { passes?: PassId[] } = {},
): Experiment<PageTarget> {
  const { passes = ['timing', 'memory'], ...rest } = changes;
  return {
    scenario: {
      id: 'visit',
      params: {},
      title: 'A visit',
      passes,
      besideTraffic: true,
      prepare: () => Promise.resolve(undefined),
      act: async (stage) => {
        await stage.page.goto(site.url);
        await act(stage);
        return { scrolls: [], journeys: [] };
      },
    },
    profile: parseProfile('none/cpu-1'),
    arms: [{ id: 'default', target: visitTarget(new URL(site.url)), traffic: undefined }],
    counts: { timing: 2, memory: 1 },
    budgets: [],
    seed: 1,
    ...rest,
  };
}

function iterationsIn({ journal }: RunContext): IterationRecord[] {
  return journal.records().filter((record) => record.type === 'iteration');
}

function endsIn({ journal }: RunContext): { arm: string; error: string | null }[] {
  return journal
    .records()
    .flatMap((record) => (record.type === 'cell-end' ? [{ arm: record.key.arm, error: record.error }] : []));
}

/** Without what was only repeated, since another program on the host may void an iteration. */
function collapsed(steps: readonly string[]): string[] {
  return steps.filter((step, index) => step !== steps[index - 1]);
}

test('a target that takes no traffic says so in the cell that was asked for it', async ({
  runContext,
  site,
}) => {
  const target = visitTarget(new URL(site.url));
  const traffic = constantPlan({ name: 'test', ratePerSecond: 50, durationMs: 60_000, mix: { get: 1 } });
  const arms = [
    { id: 'asked', target, traffic },
    { id: 'not-asked', target, traffic: undefined },
  ];
  await runExperiment(
    runContext,
    experiment(site, async () => undefined, { arms, counts: {} }),
  );
  const reason = `the target ${target.id} cannot be given background traffic (traffic)`;
  expect(assemble([begun, ...runContext.journal.records()]).cells).toMatchObject([
    { arm: 'asked', traffic: null, trafficUnavailable: { plan: 'test', reason } },
    { arm: 'not-asked', traffic: null, trafficUnavailable: { plan: null, reason } },
  ]);
});

test('arms are interleaved in the planned order, after a warm-up of each that is not kept', async ({
  runContext: plain,
  site,
}) => {
  const { journal, bench, ownRoots } = plain;
  const runContext = {
    ...plain,
    reference: new ReferenceReadings(journal, () => readReference(bench, ownRoots)),
  };
  const arms = ['a', 'b'].map((id) => ({
    id,
    target: { ...visitTarget(new URL(site.url)), id },
    traffic: undefined,
  }));
  const acted: string[] = [];
  const act: Act = ({ target }) => {
    acted.push(target.id);
  };
  const counts = { timing: 2, memory: 1 };
  await runExperiment(runContext, experiment(site, act, { arms, counts, seed: 7, warmUp: true }));

  const iterations = iterationsIn(runContext);
  expect(acted.slice(0, 2)).toEqual(['a', 'b']);
  expect(acted.slice(2)).toEqual(iterations.map(({ key }) => key.arm));
  const planned = planOrder(['a', 'b'], ['timing', 'memory'], counts, 7);
  expect(collapsed(iterations.map(({ key, iteration }) => `${key.arm} ${iteration.pass}`))).toEqual(
    collapsed(planned.map(({ arm, pass }) => `${arm} ${pass}`)),
  );
  for (const arm of ['a', 'b']) {
    const own = iterations.filter(({ key }) => key.arm === arm);
    expect(own.map(({ iteration }) => iteration.index)).toEqual(own.map((_, index) => index));
  }
  expect(endsIn(runContext)).toEqual([
    { arm: 'a', error: null },
    { arm: 'b', error: null },
  ]);
  assertReferenceAround(journal.records());
});

/** The first reading ends before the first iteration begins, the last begins after the last has ended. */
function assertReferenceAround(records: readonly JournalRecord[]): void {
  const readings = records.flatMap((record) => (record.type === 'reference' ? [record.reading] : []));
  const iterations = records.flatMap((record) => (record.type === 'iteration' ? [record.iteration] : []));
  expect(readings.length).toBeGreaterThanOrEqual(2);
  expect(readings[0]?.finishedAtMs).toBeLessThanOrEqual(iterations[0]?.startedAtMs ?? 0);
  expect(readings.at(-1)?.startedAtMs).toBeGreaterThanOrEqual(iterations.at(-1)?.finishedAtMs ?? 0);
  for (const { partsMs, reason } of readings) {
    // Another program on the host may void a reading; one that counts has every part.
    if (reason !== null) expect(reason).toMatch(/^host: /);
    else
      expect(Object.keys(partsMs ?? {})).toEqual(['script', 'style', 'layout', 'paint', 'raster', 'decode']);
  }
  for (const { startedAtMs } of readings) {
    for (const each of iterations) {
      expect(startedAtMs < each.startedAtMs || startedAtMs >= each.finishedAtMs).toBe(true);
    }
  }
}

test('an iteration that failed is kept with its reason and done again', async ({ runContext, site }) => {
  let acts = 0;
  const act: Act = () => {
    acts += 1;
    if (acts === 1) throw new Error('the tea was spilled');
  };
  await runExperiment(runContext, experiment(site, act, { passes: ['memory'], counts: { memory: 1 } }));
  const [first, second] = iterationsIn(runContext);
  expect(first?.iteration).toMatchObject({ index: 0, status: 'invalid' });
  expect(first?.iteration.reason).toContain('the tea was spilled');
  expect(first?.samples).toEqual([]);
  expect(second?.iteration.index).toBe(1);
  expect(second?.iteration.reason ?? '').not.toContain('tea');
  expect(second?.samples.length).toBeGreaterThan(0);
});

test('what fails always is repeated no more often than is allowed, and the next pass has its turn', async ({
  runContext,
  site,
}) => {
  const act: Act = () => {
    throw new Error('never');
  };
  await runExperiment(runContext, experiment(site, act, { counts: { timing: 2, memory: 4 } }));
  const passes = iterationsIn(runContext).map(({ iteration }) => iteration.pass);
  // As many repeats as were planned, but 3 at most.
  expect(passes.filter((pass) => pass === 'timing')).toHaveLength(2 + 2);
  expect(passes.filter((pass) => pass === 'memory')).toHaveLength(4 + 3);
  expect(endsIn(runContext)).toEqual([{ arm: 'default', error: null }]);
});

test('what nothing can go on after ends all cells at once, and says why in each', async ({
  runContext,
  site,
}) => {
  const arms = ['a', 'b'].map((id) => ({ id, target: visitTarget(new URL(site.url)), traffic: undefined }));
  const act: Act = () => {
    throw new HarnessError('TARGET_DIED', 'The chat has ended.', 'Look why.');
  };
  await expect(runExperiment(runContext, experiment(site, act, { arms }))).rejects.toThrow('TARGET_DIED');
  expect(iterationsIn(runContext)).toEqual([]);
  expect(endsIn(runContext)).toMatchObject([
    { arm: 'a', error: expect.stringContaining('The chat has ended.') },
    { arm: 'b', error: expect.stringContaining('The chat has ended.') },
  ]);
});

test('the load of an arm runs while that arm is measured, and at no other time', async ({
  runContext,
  site,
}) => {
  const heard: { arm: string; atMs: number }[] = [];
  const listen = (arm: string) =>
    serve((_request, response) => {
      heard.push({ arm, atMs: Date.now() });
      response.end('ok');
    });
  await using a = await listen('a');
  await using b = await listen('b');
  const traffic = constantPlan({ name: 'test', ratePerSecond: 50, durationMs: 60_000, mix: { get: 1 } });
  const arms = [
    { id: 'a', target: chatBehind(site, a), traffic },
    { id: 'b', target: chatBehind(site, b), traffic },
  ];
  await runExperiment(
    runContext,
    experiment(site, () => undefined, { arms, passes: ['memory'], counts: { memory: 1 } }),
  );
  for (const { key, iteration } of iterationsIn(runContext)) {
    const within = heard.filter(
      ({ atMs }) => atMs >= iteration.startedAtMs && atMs <= iteration.finishedAtMs,
    );
    expect(within.length).toBeGreaterThan(10);
    expect(new Set(within.map(({ arm }) => arm))).toEqual(new Set([key.arm]));
    expect(iteration.verification.traffic?.started).toBeGreaterThan(10);
  }
  const loads = runContext.journal.records().flatMap((record) => {
    return record.type === 'traffic' ? [record.key.arm] : [];
  });
  expect(new Set(loads)).toEqual(new Set(['a', 'b']));
});

/** As much of a chat as an experiment asks for: a page, and a backend that traffic goes to. */
function chatBehind(site: RunningServer, backend: RunningServer): VisitTarget {
  const traffic = trafficTarget.parse(plainTarget(backend.url));
  return Object.assign(visitTarget(new URL(site.url)), { traffic });
}
