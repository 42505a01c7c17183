import { expect, test } from '@playwright/test';
import { reproduceCommand } from '../../../src/reporters/reproduce.ts';
import { comparedRun } from './sample-comparison.ts';
import { runOf, sampleRun, scrollPlan } from './sample-results.ts';

test('a run: suite, profile, scenarios, sizes, traffic, data and seeds', () => {
  expect(reproduceCommand(sampleRun())).toBe(
    'npm run backscroll -- run --quick --network fast-3g --cpu 4 --scenario scroll-history,read-live --messages 50,150,500,2000 --traffic light --size standard --data-seed 1 --seed 1',
  );
});

test('a target with its own options, named by a flag or by the configuration', () => {
  const targetOptions = { size: 'huge', roomCount: 3 };
  const commandOf = (options: Record<string, unknown>) =>
    reproduceCommand(runOf([scrollPlan(50, 0)], { suite: 'quick', targetOptions, ...options }));
  expect(commandOf({ target: './chat.target.ts' })).toContain(
    '--target ./chat.target.ts --size huge --room-count 3',
  );
  expect(commandOf({ config: 'mine.config.ts' })).toContain(
    '--config mine.config.ts --size huge --room-count 3',
  );
});

test('a matrix of profiles, defects, and a number of iterations that was asked for', () => {
  const command = reproduceCommand(
    runOf([scrollPlan(50, 0)], {
      suite: 'nightly',
      profiles: ['none/cpu-1', 'none/cpu-4', 'slow-3g/cpu-1', 'slow-3g/cpu-4'],
      defects: ['no-virtualization'],
      iterations: { recorded: 1, timing: 9, memory: 9, lighthouse: 9 },
    }),
  );
  expect(command).toContain('--nightly --network none,slow-3g --cpu 1,4 ');
  expect(command).toContain('--iterations 9 ');
  expect(command).toContain('--defect no-virtualization ');
});

test('devices are named as they are, beside slowdowns', () => {
  const command = reproduceCommand(
    runOf([scrollPlan(50, 0)], { suite: 'nightly', profiles: ['fast-3g/low-tier', 'none/cpu-4'] }),
  );
  expect(command).toContain('--network fast-3g,none --cpu low-tier,4 ');
});

test('a page by URL is measured again by URL, safely quoted', () => {
  const plan = {
    ...scrollPlan(50, 0),
    key: {
      scenario: 'visit-page',
      params: { url: "http://x.test/it's $HOME" },
      profile: '4g/cpu-1',
      arm: 'default',
    },
  };
  const options = {
    network: '4g',
    cpu: '1',
    iterations: 6,
    distance: 3000,
    speed: 1500,
    enter: 'fill #user = …; click text=Go',
    act: 'press Home',
    scroll: '#list > ul',
    device: 'desktop',
    rest: 1500,
    restWithin: 20_000,
  };
  expect(reproduceCommand(runOf([plan], options))).toBe(
    `npm run backscroll -- measure 'http://x.test/it'\\''s $HOME' --network 4g --cpu 1 --iterations 6 --scroll '#list > ul' --distance 3000 --speed 1500 --rest-within 20s --screen desktop --act 'press Home' --enter 'fill #user = …; click text=Go'`,
  );
});

test('options of another shape are left out', () => {
  const odd = { suite: [], profiles: 7, traffic: null, defects: 'x', targetOptions: [], seed: null };
  expect(reproduceCommand(runOf([scrollPlan(50, 0)], odd))).toBe(
    'npm run backscroll -- run --scenario scroll-history --messages 50',
  );
});

test('a comparison of two pages, and of two builds of the chat', () => {
  const page = { network: 'none', cpu: '1', distance: 600, speed: 1500, minEffect: 0.05, maxTime: 300_000 };
  const commandOf = (options: Record<string, unknown>) =>
    reproduceCommand({ ...comparedRun(), options: { command: 'ab', seed: 1, ...page, ...options } });
  expect(commandOf({ a: 'http://before', b: 'http://after', primary: ['lcp'], iterations: 8 })).toBe(
    'npm run backscroll -- ab --a http://before --b http://after --primary lcp --min-effect 0.05 --max-time 300s --network none --cpu 1 --iterations 8 --distance 600 --speed 1500 --seed 1',
  );
  expect(
    commandOf({
      ...{ a: 'reference-chat', b: 'reference-chat:no-virtualization', scenario: 'scroll-history' },
      ...{ target: './chat.ts', targetOptions: { size: 'small' } },
    }),
  ).toContain(
    'ab --a reference-chat --b reference-chat:no-virtualization --scenario scroll-history --target ./chat.ts --size small',
  );
});
