import type { Browser, Page } from '@playwright/test';
import { chromium, expect, test } from '@playwright/test';
import type { CpuReference } from '../../src/profiles/cpu.ts';
import { applyCpuSlowdown, calibrateCpu, cpuFactor, judgeCpu, probeCpu } from '../../src/profiles/cpu.ts';
import { median } from './network-sockets.ts';

/** The CPU slowdown of real Chromium against its own full speed. Single probes are noisy, so medians decide. */
let browser: Browser;
let page: Page;
let reference: CpuReference;

test.beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.BACKSCROLL_BROWSER ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  page = await browser.newPage();
  reference = await calibrateCpu(page, 15);
});

test.afterAll(async () => {
  await browser.close();
});

async function factors(count: number): Promise<number[]> {
  const seen: number[] = [];
  for (let probe = 0; probe < count; probe += 1) seen.push(cpuFactor(reference, await probeCpu(page)));
  return seen;
}

for (const asked of [1, 4, 6]) {
  test(`a slowdown of ${asked} is measured as such`, async () => {
    const session = await page.context().newCDPSession(page);
    const fullMs: number[] = [];
    const slowMs: number[] = [];
    // In turns, so that whatever else the host does meanwhile slows both alike.
    for (let round = 0; round < 15; round += 1) {
      await applyCpuSlowdown(session, 1);
      fullMs.push((await probeCpu(page)).elapsedMs);
      await applyCpuSlowdown(session, asked);
      slowMs.push((await probeCpu(page)).elapsedMs);
    }
    const beside = { medianMs: median(fullMs), samplesMs: fullMs };
    const seen = slowMs.map((elapsedMs) => cpuFactor(beside, { elapsedMs }));
    expect(judgeCpu(asked, seen)).toMatchObject({ ok: true, reasons: [] });
    await session.detach();
  });
}

test('two probes at CPU 4 take less than 250 ms of an iteration', () => {
  expect(2 * 4 * reference.medianMs * 1.05).toBeLessThan(250);
});

test('a throttle that is revoked is noticed', async () => {
  const session = await page.context().newCDPSession(page);
  await applyCpuSlowdown(session, 4);
  const before = await factors(5);
  // What another tool, a crash or a change of process does.
  await session.detach();
  const after = await factors(5);
  const { voided } = judgeCpu(4, [...before, ...after]);
  expect(voided).toEqual(expect.arrayContaining([5, 6, 7, 8, 9]));
  expect(judgeCpu(4, after).ok).toBe(false);
});

test('a slowdown below 1 is refused', async () => {
  const session = await page.context().newCDPSession(page);
  await expect(applyCpuSlowdown(session, 0.5)).rejects.toThrow(/CPU_SLOWDOWN_INVALID/);
  await session.detach();
});
