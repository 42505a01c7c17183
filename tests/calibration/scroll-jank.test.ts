/** What Chromium says of the frames of scrolls whose smoothness is known, on a phone and on a desktop. */
import { median } from '../../src/core/statistics/statistics.ts';
import { repaintedFrames } from '../../src/metrics/repainted-frames.ts';
import { scrollJank } from '../../src/metrics/scroll-jank.ts';
import { desktop, phone, scrollFeed, test } from './fixtures.ts';
import { expectKnown } from './observe.ts';
import { thrice } from './thrice.ts';
import { value } from './value.ts';

const screens = { phone, desktop };
const hostTakes = 'the host may take some of 120 vsyncs; on a desktop the first of a gesture are late';

interface Answer {
  page: string;
  screen: keyof typeof screens;
  what: string;
  jank: [least: number, most: number];
  repainted: [least: number, most: number];
}
const answers: readonly Answer[] = [
  { page: 'idle.html', screen: 'phone', what: 'a feed that does nothing', jank: [0, 4], repainted: [0, 0] },
  {
    ...{
      page: 'blocks.html',
      screen: 'phone',
      what: 'a blocked main thread, which does not hold up the scroll',
    },
    ...{ jank: [0, 6], repainted: [0, 0] },
  },
  {
    ...{
      page: 'main-driven.html',
      screen: 'phone',
      what: 'a main thread that drives the scroll at 100 ms a frame',
    },
    ...{ jank: [90, 100], repainted: [0, 100] },
  },
  {
    ...{
      page: 'main-driven.html?workMs=0',
      screen: 'phone',
      what: 'a main thread that drives the scroll and has nothing else to do',
    },
    ...{ jank: [0, 6], repainted: [0, 0] },
  },
  {
    ...{
      page: 'repainted.html',
      screen: 'desktop',
      what: 'a list without a layer of its own: each frame draws it anew',
    },
    ...{ jank: [0, 12], repainted: [95, 100] },
  },
  {
    ...{ page: 'repainted.html', screen: 'phone', what: 'the same list on a dense screen, where it has one' },
    ...{ jank: [0, 4], repainted: [0, 0] },
  },
];

for (const { page, screen, what, jank, repainted } of answers) {
  test(`${what} (${screen})`, async ({ time }) => {
    const recordings = await thrice(time, page, scrollFeed(), screens[screen]);
    const medianOf = (metric: typeof scrollJank) =>
      median(recordings.map((recording) => value(metric.derive(recording))));
    const [leastJank, mostJank] = jank;
    const [least, most] = repainted;
    await expectKnown(
      { metric: 'scroll-jank', least: leastJank, most: mostJank, why: hostTakes },
      medianOf(scrollJank),
    );
    await expectKnown(
      { metric: 'repainted-frames', least, most, why: 'a frame of the scroll is drawn either way' },
      medianOf(repaintedFrames),
    );
  });
}
