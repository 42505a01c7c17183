/** What one iteration does beside its act. */
import { expect } from '@playwright/test';
import { runIteration } from '../../src/measure/iteration/iteration.ts';
import { devtoolsNetwork, findNetwork, makeProfile, parseProfile } from '../../src/profiles/profile.ts';
import type { Scenario } from '../../src/scenarios/scenario.ts';
import type { PageTarget } from '../../src/targets/target.ts';
import { html, Site, test } from './measure-pages.ts';

const actMs = 300;

/** Opens the page of its target; `prepare` reports how long it takes to fetch it. */
function opening(fetchedMs: number[]): Scenario<PageTarget> {
  return {
    id: 'opening',
    params: {},
    title: 'Opening a page',
    passes: ['timing'],
    besideTraffic: false,
    prepare: async ({ page, target }) => {
      await page.goto(target.baseUrl);
      const startMs = performance.now();
      await page.evaluate(() => fetch(location.href, { cache: 'no-store' }).then((answer) => answer.text()));
      fetchedMs.push(performance.now() - startMs);
    },
    act: async ({ page }) => {
      await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), actMs);
      return { scrolls: [], journeys: [] };
    },
  };
}

test('an iteration opens one page and tells what its act took', async ({ bench }, info) => {
  await using site = await Site.start((_, response) => html(response, '<h1>Hello</h1>'));
  let pages = 0;
  const target: PageTarget = {
    id: 'page',
    baseUrl: site.url,
    secrets: [],
    login: (context) => {
      context.on('page', () => {
        pages += 1;
      });
      return Promise.resolve();
    },
  };
  const profile = parseProfile('none/cpu-1');
  const folder = info.outputDir;
  const startMs = performance.now();
  const outcome = await runIteration({
    bench,
    scenario: opening([]),
    target,
    profile,
    pass: 'timing',
    folder,
  });
  const tookMs = performance.now() - startMs;
  // A second page would be a second window of the browser and a second renderer beside the measured one.
  expect(pages).toBe(1);
  const { timings = { prepareMs: Number.NaN, actMs: Number.NaN } } = outcome;
  expect(timings.actMs).toBeGreaterThanOrEqual(actMs);
  expect(timings.prepareMs).toBeGreaterThan(0);
  expect(timings.actMs + timings.prepareMs).toBeLessThan(tookMs);
});

test('what DevTools throttles for the proof of the round trip does not throttle the preparation', async ({
  bench,
}, info) => {
  await using site = await Site.start((_, response) => html(response, '<h1>Hello</h1>'));
  const target: PageTarget = {
    id: 'page',
    baseUrl: site.url,
    secrets: [],
    login: () => Promise.resolve(),
  };
  const slow = findNetwork('slow-3g');
  const profile = makeProfile(devtoolsNetwork(slow), { factor: 1 });
  const fetchedMs: number[] = [];
  const scenario = opening(fetchedMs);
  const outcome = await runIteration({
    bench,
    scenario,
    target,
    profile,
    pass: 'timing',
    folder: info.outputDir,
  });
  const [roundTripMs = Number.NaN] = outcome.verification.network?.httpRoundTripMs ?? [];
  expect(roundTripMs).toBeGreaterThan(slow.roundTripMs * 0.9);
  expect(fetchedMs[0]).toBeLessThan(slow.roundTripMs * 0.9);
});
