/** Work of the main thread of a known kind and amount. */
import type { Metric } from '../../src/core/metric.ts';
import { mainThreadWork } from '../../src/metrics/main-thread-work.ts';
import type { TimingRecording } from '../../src/metrics/recordings.ts';
import { open, type Subject, type TimeOn, test } from './laboratory.ts';
import { expectKnown, type Known } from './observe.ts';
import { value } from './value.ts';

async function press({ page }: Subject) {
  await page.mouse.click(50, 40);
  await page.waitForFunction("document.title === 'done'");
  return { scrolls: [], journeys: [] };
}

function metric(id: string): Metric<TimingRecording> {
  const found = mainThreadWork.find((each) => each.id === id);
  if (found === undefined) throw new Error(`there is no metric ${id}`);
  return found;
}

async function expectWork(time: TimeOn, query: string, known: readonly Known[]): Promise<void> {
  const recording = await time(open(`work.html?${query}`), press);
  for (const each of known) await expectKnown(each, value(metric(each.metric).derive(recording)));
}

const ownFrames = 'and those of the button’s own frames, at most eight';

test('layouts that a script forces are counted, each once', async ({ time }) => {
  await expectWork(time, 'layouts=40', [
    { metric: 'layouts', expected: 40, least: 40, most: 48, why: ownFrames },
    { metric: 'style-recalculations', expected: 40, least: 40, most: 52, why: ownFrames },
  ]);
});

test('a script that is busy for 120 ms takes as much of the thread', async ({ time }) => {
  const why = 'the handler itself; 20 ms for the click, the watch of the test and what the host takes of it';
  await expectWork(time, 'busyMs=120', [
    { metric: 'script-time', expected: 120, least: 100, most: 145, why },
    {
      metric: 'main-thread-time',
      least: 100,
      most: 190,
      why: `${why}; rendering and the browser’s own tasks`,
    },
    { metric: 'style-and-layout-time', least: 0, most: 15, why: 'a button that is pressed' },
  ]);
});

test('waiting is no work', async ({ time }) => {
  await expectWork(time, 'waitMs=700', [
    { metric: 'script-time', least: 0, most: 25, why: 'the click and the watch of the test' },
    { metric: 'main-thread-time', least: 0, most: 90, why: 'of 700 ms; frames of the test’s watch' },
  ]);
});
