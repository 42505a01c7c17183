/** Lighthouse as we drive it, on a page without faults and on the same page with known ones. */
import { expect } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import { launchArguments, launchEnvironment } from '../../src/browser/launch.ts';
import { runLighthouse } from '../../src/instruments/lighthouse.ts';
import type { LighthouseRecording } from '../../src/metrics/recordings.ts';
import { findNetwork } from '../../src/profiles/profile.ts';
import { startShaper } from '../../src/profiles/shaper/shaper.ts';
import { type Setup, test } from './fixtures.ts';
import { expectKnown } from './observe.ts';

async function scoresOf({ pages }: Setup, query: string): Promise<LighthouseRecording['scores']> {
  const found = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
  if (found === undefined) throw new Error('no browser; npm test installs one');
  await using shaper = await startShaper({ network: findNetwork('none') });
  const { recording, html } = await runLighthouse({
    executablePath: found.executablePath,
    browserArguments: await launchArguments(),
    browserEnvironment: await launchEnvironment(found),
    proxyUrl: shaper.proxyUrl,
    cpuSlowdown: 1,
    url: `${pages.url}/audited.html${query}`,
    login: () => Promise.resolve(),
    beforeAudit: () => Promise.resolve(),
    afterAudit: () => undefined,
  });
  expect(html).toContain('Lighthouse');
  return recording.scores;
}

function percent(score: number | null): number {
  return score === null ? Number.NaN : score * 100;
}

test('a page without faults has full scores', async ({ setup }) => {
  const scores = await scoresOf(setup, '');
  await expectKnown(
    { metric: 'lighthouse-performance', expected: 100, least: 95, most: 100, why: 'what the host takes' },
    percent(scores.performance),
  );
  const full = { expected: 100, least: 100, most: 100, why: 'no audit fails' };
  await expectKnown({ metric: 'lighthouse-accessibility', ...full }, percent(scores.accessibility));
  await expectKnown({ metric: 'lighthouse-best-practices', ...full }, percent(scores['best-practices']));
});

test('two blocked seconds, three missing names and an error take their points', async ({ setup }) => {
  const scores = await scoresOf(setup, '?faults');
  await expectKnown(
    // TBT weighs 30 of 100, and 2 s of it are worth nothing.
    { metric: 'lighthouse-performance', least: 0, most: 75, why: 'blocking time weighs 30 of 100' },
    percent(scores.performance),
  );
  await expectKnown(
    {
      metric: 'lighthouse-accessibility',
      least: 0,
      most: 75,
      why: 'language, name and alternative text weigh 27',
    },
    percent(scores.accessibility),
  );
  await expectKnown(
    { metric: 'lighthouse-best-practices', least: 80, most: 99, why: 'one audit of many fails' },
    percent(scores['best-practices']),
  );
});
