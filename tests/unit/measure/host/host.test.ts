import { expect, test } from '@playwright/test';
import { judgeHost, worstWindow } from '../../../../src/measure/host/host.ts';
import { type HostLoad, hostLoad } from '../../../../src/measure/host/host-load.ts';
import {
  type HostSample,
  type ProcessTicks,
  parseCpuTicks,
  parsePressure,
  parseProcessStat,
  sampleHost,
} from '../../../../src/measure/host/host-sample.ts';
import { otherBrowsers } from '../../../../src/measure/host/other-browsers.ts';

type Processes = Record<number, Partial<ProcessTicks>>;

/** Two cores after `seconds`; a tick is 10 ms, so a second holds 200 of them. */
function sample(
  seconds: number,
  working: number,
  processes: Processes,
  more: Partial<Counters> = {},
): HostSample {
  const { steal = 0, pressureUs = 0 } = more;
  const described = Object.entries(processes).map(([pid, process]): [number, ProcessTicks] => [
    Number(pid),
    { name: `p${pid}`, parent: 1, own: 0, ended: 0, ours: false, kernel: false, ...process },
  ]);
  return {
    atUs: seconds * 1e6,
    cores: 2,
    counters: {
      status: 'read',
      ticks: { working, interrupts: 0, steal, idle: 0 },
      processes: new Map(described),
    },
    pressureUs,
  };
}
type Counters = { steal: number; pressureUs: number };

function load(...samples: HostSample[]): HostLoad {
  const result = hostLoad(samples);
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

const start = sample(0, 1000, { 10: { ours: true, own: 500 }, 20: { own: 90 } });

test('our own load, however heavy, leaves the host quiet', () => {
  const end = sample(10, 2990, { 10: { ours: true, own: 2480 }, 20: { own: 100 } }, { pressureUs: 9e6 });
  expect(judgeHost([start, end])).toEqual({ state: 'quiet', reasons: [] });
  expect(load(start, end)).toMatchObject({ ownShare: 0.99, foreignShare: 0.005, pressureShare: 0.9 });
});

test('a foreign busy loop voids, and is named', () => {
  const end = sample(10, 2000, {
    10: { ours: true, own: 1000 },
    20: { own: 90 },
    30: { name: 'hog', own: 480 },
  });
  expect(judgeHost([start, end])).toEqual({
    state: 'void',
    reasons: ["25.0 % of the host's CPU was used by other programs: hog (30) 24.0 %"],
  });
});

test('between the limits the host is noisy', () => {
  const noisy = sample(10, 1200, { 10: { ours: true, own: 500 }, 20: { own: 290 } });
  expect(judgeHost([start, noisy]).state).toBe('noisy');
});

/** Twenty seconds in steps of half a second, in which process 20 is busy for so many ms of some steps. */
function timeline(busyMs: (step: number) => number): HostSample[] {
  let ticks = 0;
  return Array.from({ length: 41 }, (_, step) => {
    ticks += step === 0 ? 0 : busyMs(step) / 10;
    return sample(step / 2, ticks, { 10: { ours: true }, 20: { name: 'other', own: ticks } });
  });
}

for (const [what, busyMs, state] of [
  ['a busy loop of one second', (step) => (step === 20 || step === 21 ? 500 : 0), 'void'],
  [
    'one that half of each of three windows sees',
    (step) => ([20, 22].includes(step) ? 250 : step === 21 ? 500 : 0),
    'void',
  ],
  ['one of half a second', (step) => (step === 20 ? 500 : 0), 'void'],
  ['a burst of 300 ms', (step) => (step === 20 ? 300 : 0), 'noisy'],
  ['a daemon that takes 50 ms of every second', (step) => (step % 2 === 0 ? 50 : 0), 'quiet'],
  ['three daemons that meet', (step) => (step === 20 ? 150 : 0), 'quiet'],
] as [string, (step: number) => number, string][]) {
  test(`${what} within twenty seconds leaves the host ${state}`, () => {
    const { state: judged, reasons } = judgeHost(timeline(busyMs));
    expect(judged).toBe(state);
    expect(reasons).toHaveLength(state === 'quiet' ? 0 : 1);
  });
}

test('the worst second is named with who took it', () => {
  const samples = timeline((step) => (step === 20 || step === 21 ? 500 : 0));
  expect(judgeHost(samples).reasons).toEqual([
    "50.0 % of the host's CPU in its worst second was used by other programs: other (20) 50.0 %",
  ]);
  expect(worstWindow(samples)).toMatchObject({ durationMs: 1000, foreignShare: 0.5 });
});

test('an iteration shorter than a window is judged as a whole only', () => {
  const samples = timeline(() => 60).slice(0, 2);
  expect(judgeHost(samples).state).toBe('noisy');
  expect(worstWindow(samples)).toBeUndefined();
});

test('another browser is named, and makes the host noisy only when it does something', () => {
  const browsers = (own: number) => ({
    10: { ours: true, name: 'chromium', own: 5 * own },
    20: { name: 'chromium', own },
    21: { name: 'chromium', own },
    22: { name: 'firefox', own: 7 },
    23: { name: 'chronyd', own: 7 },
  });
  const [before, idle, busy] = [
    sample(0, 0, browsers(0)),
    sample(10, 0, browsers(1)),
    sample(10, 0, browsers(12)),
  ];
  expect(judgeHost([before, idle])).toEqual({ state: 'quiet', reasons: [] });
  expect(otherBrowsers([before, idle]).map(({ text }) => text)).toEqual([
    'chromium (2 processes) 0.1 %',
    'firefox (1 process) 0.0 %',
  ]);
  expect(judgeHost([before, busy])).toEqual({
    state: 'noisy',
    reasons: ['another browser was at work: chromium (2 processes) 1.2 %'],
  });
});

test('load of processes that cannot be listed shows in the total', () => {
  const end = sample(10, 2000, { 10: { ours: true, own: 500 }, 20: { own: 90 } });
  expect(load(start, end)).toMatchObject({ foreignShare: 0.5, foreign: [] });
});

test("the kernel's threads are nobody's", () => {
  const end = sample(10, 2000, {
    10: { ours: true, own: 500 },
    20: { own: 90 },
    2: { kernel: true, own: 1000 },
  });
  expect(load(start, end)).toMatchObject({ foreignShare: 0 });
});

test('a child that ends hands its time to its parent once, not twice', () => {
  const before = sample(0, 0, { 10: { ours: true }, 11: { ours: true, parent: 10, own: 300 } });
  const after = sample(10, 200, { 10: { ours: true, own: 50, ended: 450 } });
  expect(load(before, after)).toMatchObject({ ownShare: 0.1, foreignShare: 0 });
});

test('a helper of ours that init waited for is no load of a stranger', () => {
  const init = { name: 'init', own: 5 };
  const before = sample(0, 0, {
    10: { ours: true },
    11: { ours: true, parent: 10, own: 250, ended: 50 },
    1: init,
  });
  const after = sample(1, 20, { 10: { ours: true, own: 20 }, 1: { ...init, ended: 300 } });
  expect(load(before, after)).toMatchObject({ ownShare: 0.1, foreignShare: 0 });
});

test('a child that nobody waited for takes no time away', () => {
  const before = sample(0, 0, { 10: { ours: true }, 11: { ours: true, parent: 10, own: 300 } });
  const after = sample(10, 100, { 10: { ours: true, own: 100 } });
  expect(load(before, after)).toMatchObject({ ownShare: 0.05 });
});

test('a child that nobody waited for does not hide what another parent was handed', () => {
  const [zygote, shell] = [
    { ours: true, parent: 10 },
    { ours: true, parent: 10, own: 5 },
  ];
  const before = sample(0, 0, {
    10: { ours: true },
    11: zygote,
    12: shell,
    // A helper whose parent never waits, and a renderer whose parent does.
    13: { ours: true, parent: 12, own: 300 },
    14: { ours: true, parent: 11, own: 40 },
  });
  const after = sample(10, 100, { 10: { ours: true }, 11: { ...zygote, ended: 140 }, 12: shell });
  expect(load(before, after)).toMatchObject({ ownShare: 0.05, foreignShare: 0 });
});

test('a browser that goes down whole hands its own time on, and its helpers go to init', () => {
  const init = { parent: 0, own: 5 };
  const runner = { ours: true, own: 10 };
  const before = sample(0, 0, {
    1: init,
    10: runner,
    11: { ours: true, parent: 10, own: 200 },
    12: { ours: true, parent: 11, own: 30, ended: 100 },
    13: { ours: true, parent: 12, own: 500 },
  });
  const after = sample(10, 0, { 1: { ...init, ended: 630 }, 10: { ...runner, ended: 200 } });
  expect(load(before, after)).toMatchObject({ ownShare: 0, foreignShare: 0 });
});

test('what a process used is counted until the last sample that saw it, whoever waited for it', () => {
  const samples = [0, 1, 2, 3].map((second) =>
    sample(second, 100 * second, {
      10: { ours: true },
      ...(second === 3 ? {} : { 11: { ours: true, parent: 10, own: 100 * second } }),
    }),
  );
  expect(load(...samples).ownShare).toBeCloseTo(200 / 600);
});

test('steal is judged by limits of its own', () => {
  const processes = { 10: { ours: true, own: 500 }, 20: { own: 90 } };
  expect(judgeHost([start, sample(10, 1000, processes, { steal: 10 })]).state).toBe('quiet');
  expect(judgeHost([start, sample(10, 1000, processes, { steal: 100 })])).toEqual({
    state: 'noisy',
    reasons: ["5.0 % of the host's CPU was taken by other guests of the hypervisor"],
  });
  expect(judgeHost([start, sample(10, 1000, processes, { steal: 400 })]).state).toBe('void');
});

test('a host that cannot be read is quiet with the reason kept', () => {
  const blind: HostSample = { ...start, counters: { status: 'unavailable', reason: 'no /proc' } };
  expect(judgeHost([blind, blind])).toEqual({ state: 'quiet', reasons: ['unavailable: no /proc'] });
  expect(judgeHost([])).toEqual({ state: 'quiet', reasons: [] });
});

test('pressure that the kernel does not tell is null, not 0', () => {
  const without: HostSample = { ...start, pressureUs: { reason: 'no such file' } };
  const end = sample(10, 1000, { 10: { ours: true, own: 500 }, 20: { own: 90 } });
  expect(load(without, end).pressureShare).toBeNull();
});

test("the kernel's files are read as documented", () => {
  const stat = '4242 (a (b) c) S 17 4242 4242 0 -1 4194560 1 2 3 4 11 7 5 2 20 0 8 0 99 1 2';
  expect(parseProcessStat(stat)).toEqual({ pid: 4242, parent: 17, name: 'a (b) c', own: 18, ended: 7 });
  expect(parseCpuTicks('cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 9 9 9\n')).toEqual({
    working: 6,
    interrupts: 13,
    steal: 8,
    idle: 9,
  });
  expect(
    parsePressure('some avg10=6.67 avg60=1.81 avg300=1.42 total=16331225\nfull avg10=0.00 total=9\n'),
  ).toBe(16_331_225);
  expect(() => parseCpuTicks('intr 1 2')).toThrow('column 1 of /proc/stat is "missing"');
});

test('this host is read, and this process is ours', () => {
  test.skip(process.platform !== 'linux', 'there is no /proc');
  const { counters } = sampleHost();
  if (counters.status === 'unavailable') throw new Error(counters.reason);
  expect(counters.processes.get(process.pid)).toMatchObject({ ours: true, kernel: false });
  expect(counters.processes.get(1)).toMatchObject({ ours: false });
  expect(counters.ticks.idle).toBeGreaterThan(0);
});
