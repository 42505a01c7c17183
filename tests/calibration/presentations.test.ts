/**
 * Presented frames by two accounts that know nothing of each other: `PipelineReporter`, which the renderer
 * writes, and the screenshots of the trace, which the browser takes of what was drawn.
 */
import { expect } from '@playwright/test';
import { scroll } from '../../src/instruments/scroll.ts';
import { startTrace, timingCategories } from '../../src/instruments/tracing.ts';
import { compositorOf, framesOf, parseTrace } from '../../src/metrics/frames.ts';
import { presentationsUs } from '../../src/metrics/scroll-window.ts';
import { desktop, feed, open, phone, type Setup, test } from './fixtures.ts';
import { expectKnown } from './observe.ts';

interface Accounts {
  presented: number;
  screenshots: number;
  /** Swaps of the whole browser, its own toolbar included. */
  swaps: number;
}

async function count(setup: Setup, path: string, screen: typeof phone, px: number): Promise<Accounts> {
  const context = await setup.browser.newContext(screen);
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await open(path)({ page, session, pages: setup.pages.url });
    // Of the page's own session: a trace of the browser's session holds no screenshots.
    const stop = await startTrace(session, [
      ...timingCategories,
      'disabled-by-default-devtools.screenshot',
      'viz',
    ]);
    const { startUs, endUs } = await scroll(page, session, { ...feed, distancePx: px });
    await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      performance.mark('of this page');
      await frame();
    });
    const events = parseTrace(await stop());
    const compositor = compositorOf(events, 'of this page');
    if (compositor === undefined) throw new Error('the trace lacks the mark');
    const within = (us: number) => us >= startUs && us <= endUs;
    const named = (name: string) => events.filter((event) => event.name === name && within(event.ts)).length;
    return {
      presented: presentationsUs(framesOf(events, compositor)).filter(within).length,
      screenshots: named('Screenshot'),
      swaps: named('Display::DrawAndSwap'),
    };
  } finally {
    await context.close();
  }
}

for (const { path, screen, px, about } of [
  { path: 'idle.html', screen: phone, px: 3_000, about: 120 },
  { path: 'blocks.html', screen: phone, px: 3_000, about: 120 },
  { path: 'main-driven.html', screen: desktop, px: 6_000, about: 40 },
]) {
  test(`${path}: as many presentations as screenshots, about ${about}`, async ({ setup }) => {
    const { presented, screenshots, swaps } = await count(setup, path, screen, px);
    // One at each edge of the scroll may fall to either side, and one in fifty is drawn twice or skipped by
    // the camera.
    const tolerance = 2 + Math.ceil(screenshots / 50);
    await expectKnown(
      {
        metric: `presentations, ${path}`,
        expected: screenshots,
        least: screenshots - tolerance,
        most: screenshots + tolerance,
        why: 'one at each edge; the camera draws one in fifty twice or skips it',
      },
      presented,
    );
    // Everything on the screen passes through viz; the toolbar's own frames come on top.
    expect(presented).toBeLessThanOrEqual(swaps + 2);
    // And it is not nothing that agrees with nothing.
    expect(screenshots).toBeGreaterThan(about * 0.75);
  });
}
