import type { Browser, CDPSession, Page } from '@playwright/test';
import { chromium, expect, test } from '@playwright/test';
import { judgeHost } from '../../src/measure/host/host.ts';
import { sampleHost } from '../../src/measure/host/host-sample.ts';
import {
  applyCpuSlowdown,
  type CpuFactor,
  type CpuVerdict,
  cpuFactor,
  expectedAt,
  judgeCpu,
  measureSlowdown,
} from '../../src/profiles/cpu.ts';
import {
  type CpuProbe,
  type CpuReference,
  calibrateCpu,
  medianProbe,
  probeCpu,
} from '../../src/profiles/cpu-probe.ts';

import { expectKnown, within } from './observe.ts';

/** The CPU slowdown of real Chromium against its own full speed. Single probes are noisy, so medians decide. */
let browser: Browser;
let page: Page;
let session: CDPSession;
let reference: CpuReference;

test.beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.BACKSCROLL_BROWSER ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  page = await browser.newPage();
  reference = await calibrateCpu(await page.context().newCDPSession(page));
});

test.afterAll(async () => {
  await browser.close();
});

test.beforeEach(async () => {
  session = await page.context().newCDPSession(page);
});

test.afterEach(async () => {
  await session.detach();
});

async function factors(count: number, observer = session): Promise<CpuFactor[]> {
  const seen: CpuFactor[] = [];
  for (let probe = 0; probe < count; probe += 1) {
    seen.push(cpuFactor(reference, await probeCpu(observer)));
  }
  return seen;
}

/** Both clocks bracket the slowdown on a busy host: what was expected, or else the nearer one. */
function nearest(expected: number, { median: found }: CpuVerdict): number {
  const { elapsed = Number.NaN, thread = Number.NaN } = found ?? {};
  return Math.min(Math.max(expected, Math.min(elapsed, thread)), Math.max(elapsed, thread));
}

async function fullSpeed(): Promise<CpuProbe> {
  await applyCpuSlowdown(session, 1);
  const probes: CpuProbe[] = [];
  for (let probe = 0; probe < 5; probe += 1) probes.push(await probeCpu(session));
  return medianProbe(probes);
}

/**
 * A shared host changes its speed by a tenth within seconds: the full speed is read before and after every few probes, and
 * what lies between two that differ says nothing. Neither does a turn in which the host gate would void an iteration: where
 * a hypervisor takes much of the CPU, it takes more from full speed than from a page that only has a sixth of it.
 */
async function factorsAt(expected: number): Promise<CpuFactor[]> {
  const steady: CpuFactor[] = [];
  let before = await fullSpeed();
  for (let turn = 0; turn < 40 && steady.length < 21; turn += 1) {
    const hostBefore = sampleHost();
    await applyCpuSlowdown(session, expected);
    // It may still see the throttle taking hold.
    await probeCpu(session);
    const probes: CpuProbe[] = [];
    for (let probe = 0; probe < 7; probe += 1) probes.push(await probeCpu(session));
    const after = await fullSpeed();
    const around = medianProbe([before, after]);
    const isSteady = Math.abs(after.elapsedMs / before.elapsedMs - 1) <= 0.05;
    const isFree = judgeHost([hostBefore, sampleHost()]).state !== 'void';
    if (isSteady && isFree) steady.push(...probes.map((probe) => cpuFactor(around, probe)));
    before = after;
  }
  expect(steady.length, 'probes while the host was steady and not void').toBeGreaterThanOrEqual(21);
  return steady;
}

for (const expected of [1, 4, 6]) {
  test(`a slowdown of ${expected} is measured as such`, async () => {
    const verdict = judgeCpu(expectedAt(expected), await factorsAt(expected));
    expect(verdict).toMatchObject({ ok: true, reasons: [] });
    const { least, most } = expectedAt(expected);
    const why = 'up to 5 % beyond the rate, and 10 % around: single probes are noisy, and so is a median';
    const known = {
      metric: `CPU slowdown, expected ${expected}`,
      expected,
      least: 0.9 * least,
      most: 1.1 * most,
    };
    await expectKnown({ ...known, why }, nearest(expected, verdict));
  });
}

test('a page that has just opened is judged by what it can do itself: at full speed it reads 1', async () => {
  const found: CpuFactor[] = [];
  for (let visit = 0; visit < 6; visit += 1) {
    const context = await browser.newContext();
    const young = await context.newPage();
    const itsSession = await context.newCDPSession(young);
    const own = await calibrateCpu(itsSession);
    found.push(await measureSlowdown(itsSession, { expected: expectedAt(1), reference: own }));
    await context.close();
  }
  const verdict = judgeCpu(expectedAt(1), found);
  expect(verdict).toMatchObject({ ok: true, reasons: [] });
  const known = within('CPU slowdown of a young page at full speed', 1, 0.1, 'as above');
  await expectKnown(known, nearest(1, verdict));
});

test('a throttle that is revoked is noticed', async () => {
  const observer = await page.context().newCDPSession(page);
  expect(judgeCpu(expectedAt(4), await factorsAt(4)).ok).toBe(true);
  await applyCpuSlowdown(session, 4);
  // What a second session, a crash or a change of process does.
  await applyCpuSlowdown(observer, 1);
  const after = await factors(5, observer);
  await observer.detach();
  expect(judgeCpu(expectedAt(4), after)).toMatchObject({ ok: false, voided: [0, 1, 2, 3, 4] });
});

test('a slowdown below 1 is refused', async () => {
  await expect(applyCpuSlowdown(session, 0.5)).rejects.toThrow(/CPU_SLOWDOWN_INVALID/);
});
