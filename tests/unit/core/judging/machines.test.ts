import { expect, test } from '@playwright/test';
import {
  betweenRunSpread,
  compareMachines,
  machineDuring,
  worstMachine,
} from '../../../../src/core/judging/machines.ts';
import type { MachineComparison } from '../../../../src/core/results/machine-comparison.ts';
import type { Reference } from '../../../../src/core/results/reference.ts';

const steady = [5, 5.02, 4.98, 5.01, 4.99, 5, 5.03, 4.97];
const machine = (factor: number, version = 1) => ({
  version,
  figuresMs: steady.map((figure) => figure * factor),
});

test('machines of one speed are equal, and what they may differ by is the allowance', () => {
  const found = compareMachines(machine(1), machine(1.01), 0.05);
  expect(found.status).toBe('equal');
  expect(found.change).toBeCloseTo(0.01, 3);
  expect(found.allowance).toBe(Math.max(Math.abs(found.interval?.low ?? 9), found.interval?.high ?? 9));
  expect(found.allowance).toBeLessThan(0.03);
});

test('a machine that is 28 % slower has changed, and it is said by how much', () => {
  const found = compareMachines(machine(1), machine(1.28), 0.05);
  expect(found.status).toBe('changed');
  expect(found.message).toMatch(/the machine changed by 28 % \(slower, 27\.\d %? ?to 2[89]/);
  expect(compareMachines(machine(1.28), machine(1), 0.05).message).toContain('faster');
  expect(compareMachines(machine(1), machine(1.28), 0.4).status).toBe('equal');
});

test('machines that could differ by more than the smallest effect have changed as well', () => {
  const noisy = { version: 1, figuresMs: [4.5, 5.5, 4.6, 5.4, 5, 5.2] };
  expect(compareMachines(noisy, noisy, 0.05).status).toBe('changed');
});

test('one odd reading of seven changes nothing', () => {
  const seven = steady.slice(0, 7);
  const odd = { version: 1, figuresMs: [...seven.slice(1), 7.5] };
  expect(compareMachines({ version: 1, figuresMs: seven }, odd, 0.05).status).toBe('equal');
});

test('of few readings nothing is known, unless they all lie apart', () => {
  const three = { version: 1, figuresMs: [5, 5.05, 5.1] };
  expect(compareMachines(three, three, 0.05)).toMatchObject({
    status: 'unknown',
    allowance: betweenRunSpread,
  });
  expect(compareMachines(machine(1), { version: 1, figuresMs: [5] }, 0.05).message).toMatch(
    /^There are too few/,
  );
  const slower = { version: 1, figuresMs: [6, 6.1, 6.2] };
  const found = compareMachines(three, slower, 0.05);
  expect(found.status).toBe('changed');
  expect(found.interval?.low).toBeCloseTo(6 / 5.1 - 1, 10);
  expect(found.interval?.coverage).toBeCloseTo(0.9, 10);
});

test('another processor is another machine, whatever its reference workload reads', () => {
  const of = (hardware: string) => ({ ...machine(1), hardware });
  expect(compareMachines(of('a, 2 cores'), of('a, 2 cores'), 0.05).status).toBe('equal');
  expect(compareMachines(machine(1), of('a, 2 cores'), 0.05).status).toBe('equal');
  const found = compareMachines(of('a, 2 cores'), of('b, 4 cores'), 0.05);
  expect(found).toMatchObject({ status: 'changed', interval: null });
  expect(found.message).toBe(
    'Cannot tell: the baseline is of another machine (a, 2 cores) than the candidate (b, 4 cores).',
  );
});

test('a device that two runs found apart is part of what they differ by', () => {
  const at = (deviceMs: number) => ({ ...machine(1), deviceMs });
  const near = compareMachines(at(20), at(20.4), 0.05);
  expect(near.status).toBe('equal');
  expect(near.allowance).toBeGreaterThan(Math.log(1.02));
  expect(near.message).toContain('the device was found 1.98 % apart');
  const far = compareMachines(at(20), at(21.4), 0.05);
  expect(far).toMatchObject({ status: 'changed' });
  expect(far.message).toMatch(/the device was found 6\.7\d % apart/);

  const calibration = {
    ...{ device: 'low-tier', benchmarkIndex: 264, hostIndex: 3_000, rate: 10, converged: true },
    ...{ fullSpeed: { elapsedMs: 2, threadMs: 2 }, tries: 21, tookMs: 8_000 },
    interval: [260, 268] as [number, number],
  };
  const run = {
    reference: {
      version: 1,
      readings: [{ startedAtMs: 0, finishedAtMs: 1, partsMs: { script: 5 }, reason: null }],
    },
    devices: [calibration],
  };
  const iterations = [
    {
      index: 0,
      pass: 'timing' as const,
      startedAtMs: 0,
      finishedAtMs: 1,
      status: 'valid' as const,
      reason: null,
      verification: {},
    },
  ];
  const during = (profile: string) => machineDuring(run, { profile, iterations }, 0.05);
  expect(during('fast-3g/low-tier')).toMatchObject({ deviceMs: 20 });
  expect(during('fast-3g/cpu-4')).not.toHaveProperty('deviceMs');
});

test('without a reference workload, or with another version of it, the published spread is allowed for', () => {
  const without = compareMachines(undefined, machine(1), 0.05);
  expect(without).toMatchObject({ status: 'unknown', change: null, allowance: betweenRunSpread });
  expect(without.message).toMatch(/^The baseline has no reference workload, so .* 20 % of the baseline/);
  expect(compareMachines(machine(1), undefined, 0.05).message).toContain('The candidate has no');
  expect(compareMachines(undefined, undefined, 0.05).message).toContain('Neither run has');
  const versions = compareMachines(machine(1), machine(1, 2), 0.05);
  expect(versions).toMatchObject({ status: 'unknown', allowance: betweenRunSpread });
  expect(versions.message).toContain('version 1 in the baseline and 2 in the candidate');
});

test('of several machines the worst decides', () => {
  const at = (factor: number): MachineComparison => compareMachines(machine(1), machine(factor), 0.05);
  expect(worstMachine([at(1), at(1.01)])?.allowance).toBe(at(1.01).allowance);
  const unknown = compareMachines(undefined, undefined, 0.05);
  expect(worstMachine([at(1), at(2), unknown])?.status).toBe('changed');
  expect(worstMachine([at(1), unknown])?.status).toBe('unknown');
  expect(worstMachine([])).toBeUndefined();
});

test('a cell is judged by the readings of its own shard, and of its own time where the run drifted', () => {
  const reading = (second: number, script: number | null, shard?: number) => ({
    startedAtMs: second * 1_000,
    finishedAtMs: second * 1_000 + 600,
    partsMs: script === null ? null : { script },
    reason: script === null ? 'host: busy' : null,
    ...(shard === undefined ? {} : { machine: shard }),
  });
  const iteration = (second: number, shard?: number) => ({
    ...{ index: 0, pass: 'timing' as const, status: 'valid' as const, reason: null, verification: {} },
    ...{ startedAtMs: second * 1_000, finishedAtMs: second * 1_000 + 400 },
    ...(shard === undefined ? {} : { machine: shard }),
  });
  const drifted: Reference = {
    version: 1,
    readings: Array.from({ length: 18 }, (_, second) => reading(second, second < 9 ? 5 : 6)),
  };
  const during = (second: number, of: Reference, shard?: number) =>
    machineDuring(
      { reference: of },
      { profile: 'fast-3g/cpu-4', iterations: [iteration(second, shard)] },
      0.05,
    )?.figuresMs;
  expect(during(1.7, drifted)).toEqual([5, 5, 5, 5, 5, 5, 5]);
  expect(during(15.7, drifted)).toEqual([6, 6, 6, 6, 6, 6, 6]);
  const shards = { version: 1, readings: [reading(0, 5, 0), reading(0.1, 7, 1), reading(2, 7, 1)] };
  expect(during(1, shards, 1)).toEqual([7, 7]);
  expect(
    machineDuring({ reference: { version: 1, readings: [reading(0, null)] } }, undefined, 0.05),
  ).toBeUndefined();
  expect(machineDuring({ reference: undefined }, undefined, 0.05)).toBeUndefined();
});
