/** Work of the main thread of a known kind and amount. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { type Hog, startHog } from '../../bench/hog.ts';
import type { Metric } from '../../src/core/results/metric.ts';
import type { RecordedWork } from '../../src/core/results/recorded-work.ts';
import { startCoreShare } from '../../src/instruments/core-share.ts';
import { startRecording } from '../../src/instruments/recorded.ts';
import { mainThreadWork } from '../../src/metrics/main-thread-work.ts';
import type { TimingRecording } from '../../src/metrics/recordings.ts';
import { open, type Subject, type TimeOn, test } from './fixtures.ts';
import { exactly, expectKnown, type Known } from './observe.ts';
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

/** CPU time that a wait of so many ms by the clock on the wall took the page's thread, by Chromium's ThreadTime. */
async function threadTimeOfBusy({ page, session }: Subject, ms: number): Promise<number> {
  const threadMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN);
  };
  await session.send('Performance.enable');
  const beforeMs = await threadMs();
  await page.evaluate(`busy(${ms})`);
  const tookMs = (await threadMs()) - beforeMs;
  await session.send('Performance.disable');
  return tookMs;
}

test('a script that is busy for 120 ms takes as much of the thread', async ({ time }) => {
  let expected = Number.NaN;
  const prepare = async (subject: Subject): Promise<void> => {
    await open('work.html?busyMs=120')(subject);
    // On a host that is shared the thread has less than 120 ms of these 120.
    expected = await threadTimeOfBusy(subject, 120);
  };
  const recording = await time(prepare, press);
  const why =
    'the same beforehand by ThreadTime; the click, the watch of the test, what the host takes of it';
  const [least, most] = [expected - 25, expected + 30];
  const readings = new Map(mainThreadWork.map((each) => [each.id, value(each.derive(recording))]));
  const read = (id: string): number => readings.get(id) ?? Number.NaN;
  await expectKnown({ metric: 'script-time', expected, least, most, why }, read('script-time'));
  await expectKnown(
    { metric: 'main-thread-time', least, most: most + 45, why: `${why}; rendering, the browser’s own tasks` },
    read('main-thread-time'),
  );
  await expectKnown(
    { metric: 'style-and-layout-time', least: 0, most: 15, why: 'a button that is pressed' },
    read('style-and-layout-time'),
  );
});

test('waiting is no work', async ({ time }) => {
  await expectWork(time, 'waitMs=700', [
    { metric: 'script-time', least: 0, most: 25, why: 'the click and the watch of the test' },
    { metric: 'main-thread-time', least: 0, most: 90, why: 'of 700 ms; frames of the test’s watch' },
  ]);
});

/** The work of a recorded press of the button. */
async function recordedWork(subject: Subject, query: string): Promise<RecordedWork> {
  await open(`work.html?${query}`)(subject);
  const folder = await mkdtemp(path.join(tmpdir(), 'backscroll-work-'));
  try {
    const recording = await startRecording(subject.page.context(), subject.session, folder, []);
    await press(subject);
    const view = await recording.stop();
    return (await view([])).work;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('the recorded pass tells forced layouts from those of frames, who forced them, and what fills a long task', async ({
  subject,
}) => {
  const work = await recordedWork(subject, 'layouts=40&busyMs=120');
  const page = await readFile(new URL('pages/work.html', import.meta.url), 'utf8');
  const line = 1 + page.split('\n').findIndex((text) => text.includes('getBoundingClientRect'));
  await expectKnown(exactly('forced-layouts', 40), work.forcedLayouts);
  expect(work.forcedBy).toEqual([{ what: `pressed (work.html:${line})`, times: 40 }]);
  expect(work.longTasks).toEqual({ script: 1 });
  const { script = Number.NaN } = work.cpuMs ?? {};
  await expectKnown(
    {
      ...{ metric: 'script, CPU time of a recording', expected: 120, least: 60, most: 170 },
      why: 'of 120 ms by the clock on the wall; a shared host takes some, the recorder and 40 calls add some',
    },
    script,
  );
});

/** What the main thread has of a core while a script is busy for 600 ms. */
async function shareWhileBusy({ page }: Subject): Promise<number> {
  const stop = await startCoreShare(page);
  await page.evaluate('busy(600)');
  return (await stop()) ?? Number.NaN;
}

test('a main thread that shares the cores with twice as many busy processes has about two fifths of one', async ({
  subject,
}) => {
  await open('work.html')(subject);
  const alone = await shareWhileBusy(subject);
  using hogs = new DisposableStack();
  for (const _ of new Array<Hog | undefined>(2 * availableParallelism())) hogs.use(await startHog());
  const beside = await shareWhileBusy(subject);
  await expectKnown(
    {
      ...{ metric: 'core of the main thread', expected: 0.4, least: 0.1, most: 0.75 },
      why: 'as a share of that without them; who runs where is up to the kernel',
    },
    beside / alone,
  );
});
