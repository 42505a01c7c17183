/** Pages that paint, shift and answer at known times. Page times are coarsened to 0.1 ms by Chromium. */
import { expect } from '@playwright/test';
import { median } from '../../src/core/statistics/statistics.ts';
import { cls } from '../../src/metrics/cls.ts';
import { fcp } from '../../src/metrics/fcp.ts';
import { inp } from '../../src/metrics/inp.ts';
import { lcp } from '../../src/metrics/lcp.ts';
import type { TimingRecording } from '../../src/metrics/recordings.ts';
import { requests } from '../../src/metrics/requests.ts';
import { open, type Subject, type TimeOn, test } from './fixtures.ts';
import { expectKnown } from './observe.ts';
import { value } from './value.ts';

const nothing = { scrolls: [], journeys: [] };

/** Loads a page within the measured window and waits until its document is in the given state. */
function load(time: TimeOn, path: string, ready: string): Promise<TimingRecording> {
  return time(open('idle.html'), async (subject) => {
    await open(path)(subject);
    await subject.page.waitForFunction(ready);
    return nothing;
  });
}

test('a large text that appears after 800 ms is the LCP, and the line before it the FCP', async ({
  time,
}) => {
  const showAtMs = 800;
  const runs: TimingRecording[] = [];
  for (let run = 0; run < 3; run++) {
    runs.push(
      await load(
        time,
        `late-paint.html?showAtMs=${showAtMs}`,
        "performance.getEntriesByName('backscroll:vital').some((mark) => mark.detail.name === 'LCP' && mark.detail.value > 700)",
      ),
    );
  }
  const lcpMs = median(runs.map((run) => value(lcp.derive(run))));
  // Never before it was inserted; then style, layout, paint and a vsync or two.
  await expectKnown(
    {
      metric: 'lcp',
      expected: showAtMs,
      least: showAtMs - 4,
      most: showAtMs + 80,
      why: 'rounded down to 4 ms; layout and a vsync or two',
    },
    lcpMs,
  );
  const fcpMs = median(runs.map((run) => value(fcp.derive(run))));
  await expectKnown(
    { metric: 'fcp', least: 4, most: showAtMs / 2, why: 'the first line comes with the document' },
    fcpMs,
  );
  // The first paint on the host's clock lies within the window in which the page was loaded.
  for (const run of runs) {
    expect(run.firstPaintUs).toBeGreaterThan(run.startUs);
    expect(run.firstPaintUs).toBeLessThan(run.endUs);
    expect(value(requests.derive(run))).toBe(1);
  }
});

test('half the viewport that moves by a fifth of it is a layout shift of 0.7 · 0.2', async ({ time }) => {
  const recording = await load(
    time,
    'shift.html',
    "performance.getEntriesByName('backscroll:vital').some((mark) => mark.detail.name === 'CLS' && mark.detail.value > 0)",
  );
  // Impact: the union of both places, 0 to 70 % of the height. Distance: 20 % of the larger side, the height.
  await expectKnown(
    { metric: 'cls', expected: 0.14, least: 0.135, most: 0.145, why: 'whole pixels' },
    value(cls.derive(recording)),
  );
});

test('a page without a shift has a CLS of 0, which is a value', async ({ time }) => {
  const recording = await load(time, 'interaction.html?busyMs=0', "document.readyState === 'complete'");
  expect(cls.derive(recording)).toEqual({ status: 'measured', value: 0 });
});

test('a page that was loaded before the window has no paint vitals', async ({ time }) => {
  const recording = await time(open('shift.html'), () => Promise.resolve(nothing));
  const gone = { status: 'unavailable', reason: 'the page was loaded before the measured window' };
  expect([fcp, lcp, cls].map((metric) => metric.derive(recording))).toEqual([gone, gone, gone]);
});

async function click({ page }: Subject): Promise<typeof nothing> {
  await page.mouse.move(50, 40);
  await page.mouse.down();
  await page.mouse.up();
  return nothing;
}

test('an interaction whose handler takes 200 ms has an INP of 200 ms and the frame after it', async ({
  time,
}) => {
  const seen: number[] = [];
  for (let run = 0; run < 3; run++) {
    seen.push(value(inp.derive(await time(open('interaction.html?busyMs=200'), click))));
  }
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(200);
  await expectKnown(
    {
      metric: 'inp',
      expected: 200,
      least: 200,
      most: 256,
      why: 'rounded to 8 ms; a frame or two, and what the host takes',
    },
    median(seen),
  );
  for (const each of seen) expect(each % 8).toBe(0);
});

test('a fast interaction is a figure too: at most a few frames', async ({ time }) => {
  const seen: number[] = [];
  for (let run = 0; run < 3; run++) {
    seen.push(value(inp.derive(await time(open('interaction.html?busyMs=0'), click))));
  }
  await expectKnown({ metric: 'inp', least: 8, most: 64, why: 'a few frames' }, median(seen));
});

test('nobody interacted: INP is unavailable, not 0', async ({ time }) => {
  const recording = await time(open('interaction.html?busyMs=0'), () => Promise.resolve(nothing));
  expect(inp.derive(recording)).toEqual({
    status: 'unavailable',
    reason: 'nobody interacted with the page in this scenario',
  });
});

/** Loads the page and clicks once, before anything is measured. */
const openAndClick = (page: string) => async (subject: Subject) => {
  await open(page)(subject);
  await click(subject);
  await subject.page.waitForFunction(
    "performance.getEntriesByName('backscroll:vital').some((mark) => mark.detail.name === 'INP')",
  );
};

test('the slowest interaction before the window is not the window’s', async ({ time }) => {
  const recording = await time(openAndClick('interaction.html?busyMs=200'), () => Promise.resolve(nothing));
  expect(inp.derive(recording)).toEqual({
    status: 'unavailable',
    reason: 'no interaction in the measured window took 16 ms or more',
  });
});

test('after a slower interaction before the window, INP is that of the window', async ({ time }) => {
  const seen: number[] = [];
  for (let run = 0; run < 3; run++) {
    seen.push(value(inp.derive(await time(openAndClick('interaction.html?busyMs=200&thenMs=80'), click))));
  }
  await expectKnown(
    {
      metric: 'inp',
      expected: 80,
      least: 80,
      most: 136,
      why: 'rounded to 8 ms; a frame or two, and what the host takes',
    },
    median(seen),
  );
});
