/** Failures of the page count; disturbances are repeated. Both are planted in the visits of one cell. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { assemble } from '../../src/core/assemble.ts';
import { monotonicUs } from '../../src/core/clock.ts';
import { exitCode } from '../../src/core/errors.ts';
import { exitCodeOf } from '../../src/core/judging/exit-code.ts';
import { failureRate } from '../../src/core/judging/failures.ts';
import { watch } from '../../src/instruments/journeys.ts';
import { runExperiment } from '../../src/measure/experiment.ts';
import { Journal } from '../../src/measure/journal/journal-file.ts';
import type { RunContext } from '../../src/measure/run-context.ts';
import { metricDefinitions } from '../../src/metrics/index.ts';
import { watchRow } from '../../src/page/row-watch.ts';
import { parseProfile } from '../../src/profiles/profile.ts';
import { scrollHistory } from '../../src/scenarios/scroll-history.ts';
import { plainVisit, visitPage } from '../../src/scenarios/visit-page.ts';
import { visitTarget } from '../../src/targets/page.ts';
import type { ChatTarget } from '../../src/targets/target.ts';
import { end, run } from '../unit/core/sample-journal.ts';
import { NamedFolder, startCommand } from './command-process.ts';
import { test as base, html, list, Site } from './measure-pages.ts';

const test = base.extend<{ runContext: RunContext }>({
  runContext: async ({ bench }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-failures-'));
    const step: RunContext['step'] = (_title, body) => body();
    // Whatever runs beside these tests is ours: what the host does is another test's question.
    await use({ bench, journal: new Journal(folder), startedUs: monotonicUs(), ownRoots: [1], step });
    rmSync(folder, { recursive: true });
  },
});

/** What goes wrong in which iteration; a disturbed one is done again, as the next. */
const planted = [
  'nothing',
  'dialog',
  'reload',
  'throttle revoked',
  'jump back',
  'nothing',
  'error status',
  'browser killed',
  'crash',
  'lost message',
  'nothing',
] as const;
type Planted = (typeof planted)[number];

/** What is told of each, status first. */
const told: Record<Exclude<Planted, 'nothing'>, RegExp> = {
  dialog: /^failed: .*PAGE_DIALOG/s,
  reload: /^failed: .*PAGE_LEFT/s,
  'throttle revoked': /^invalid: CPU: a probe found/,
  'jump back': /^failed: scroll: \d+ of 1500 px were scrolled/,
  'error status': /^failed: .*answered 500.*PAGE_SERVER_ERROR/s,
  'browser killed': /^invalid: .*(BROWSER_DIED|has been closed)/s,
  crash: /^failed: .*PAGE_CRASHED/s,
  'lost message': /^failed: The message was not seen.*NOT_SEEN/s,
};

/** What the machine itself added, which excuses some failures. None of it on one that does nothing else. */
const disturbed = /(^|; )(host|network): /;

const jumpsBack =
  '<script>const list = document.querySelector("#list"); list.onscroll = () => { if (list.scrollTop > 300) list.scrollTop = 0; };</script>';

const scrolled = visitPage({ ...plainVisit, scroller: '#list', distance: 1_500, pixelsPerSecond: 3_000 });

function iterationsIn({ journal }: RunContext) {
  return journal.records().flatMap((record) => (record.type === 'iteration' ? [record.iteration] : []));
}

function armOf(site: Site) {
  return { id: 'default', target: visitTarget(new URL(site.url)), traffic: undefined };
}

test('of the visits of a cell those that the page failed count, and those that were disturbed are repeated', async ({
  runContext,
}) => {
  test.slow();
  const now = (): Planted => planted[iterationsIn(runContext).length] ?? 'nothing';
  await using site = await Site.start((_, response) => {
    if (now() === 'error status') response.writeHead(500).end('<h1>Error</h1>');
    else html(response, `<h1>Chat</h1>${list('list')}${now() === 'jump back' ? jumpsBack : ''}`);
  });
  await runExperiment(runContext, {
    scenario: {
      ...scrolled,
      act: async (stage) => {
        const acted = await scrolled.act(stage, undefined);
        const { page, session } = stage;
        if (now() === 'dialog') await page.evaluate(() => void setTimeout(() => alert(1), 0));
        if (now() === 'reload') await page.evaluate(() => location.reload());
        // Neither of the two ever answers.
        if (now() === 'crash') await session.send('Page.crash');
        if (now() === 'browser killed') await (await runContext.bench.launch()).session.send('Browser.crash');
        if (now() === 'throttle revoked') await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
        if (now() === 'lost message') {
          const options = { selector: 'p', text: 'a message', place: 'in-view' as const };
          await (await watch(page, watchRow, options, 'The message')).seen(300);
        }
        return acted;
      },
    },
    profile: parseProfile('none/cpu-4'),
    arms: [armOf(site)],
    counts: { timing: 9 },
    budgets: [{ kind: 'absolute', metric: 'fcp', limit: 60_000 }],
    seed: 1,
  });
  const begun = { ...run, metrics: metricDefinitions } as typeof run;
  const results = assemble([begun, ...runContext.journal.records(), end]);
  const [cell] = results.cells;
  const ended = cell?.iterations ?? [];
  const all = ended.map(({ status, reason }) => `${status}: ${reason}`);
  for (const [index, kind] of planted.entries()) {
    const text = all[index] ?? 'it was not reached';
    if (kind !== 'nothing' && !disturbed.test(text)) expect(text, all.join('\n')).toMatch(told[kind]);
  }
  const count = (wanted: string) => ended.filter(({ status }) => status === wanted).length;
  const [failed, valid, invalid] = [count('failed'), count('valid'), count('invalid')];
  expect(failed, all.join('\n')).toBeGreaterThanOrEqual(3);
  expect(cell?.failures).toMatchObject({ failed, of: failed + valid });
  // What was disturbed was repeated, and nothing else.
  expect(ended.length - 9, all.join('\n')).toBeLessThanOrEqual(invalid);
  expect(invalid, all.join('\n')).toBeGreaterThanOrEqual(2);
  expect(cell?.verdicts).toMatchObject([
    // Invalid on a host that is too busy for the slowdown.
    { metric: 'fcp', status: expect.stringMatching(/^(inconclusive|invalid)$/) },
    { metric: failureRate.id, status: 'missed' },
  ]);
  expect([exitCode.missed, exitCode.invalid]).toContain(exitCodeOf(results));
});

test('measure of a page that fails every third time counts it, and exits 1', async () => {
  let [visits, errors] = [0, 0];
  await using site = await Site.start((request, response) => {
    // Of an error page the browser may request an icon as well.
    if (request.url === '/') visits += 1;
    if (request.url === '/' && visits % 3 === 0) {
      errors += 1;
      response.writeHead(500).end('<h1>Error</h1>');
    } else html(response, '<h1>Hello</h1><div style="height:4000px"></div>');
  });
  const short = ['--network', 'none', '--cpu', '1', '--rest', '0.2s'];
  const words = [...short, '--iterations', '3', '--distance', '300'];
  const { code, output, told } = await startCommand(['measure', site.url, ...words]).ended;
  using folder = new NamedFolder(told);
  const [cell] = folder.results().cells;
  const ended = cell?.iterations ?? [];
  const count = (wanted: string) => ended.filter(({ status }) => status === wanted).length;
  // Each error page is one failed iteration, and only invalid ones were done again.
  expect(errors, told).toBeGreaterThanOrEqual(2);
  expect(count('failed'), told).toBe(errors);
  expect(ended.length - 6, told).toBeLessThanOrEqual(count('invalid'));
  expect(cell?.failures).toMatchObject({ failed: errors, of: errors + count('valid') });
  expect(output).toContain(`The page failed in ${errors} of ${errors + count('valid')} iterations`);
  // A host that is busy all the time leaves a pass without a valid iteration.
  expect([exitCode.missed, exitCode.invalid], told).toContain(code);
});

test('a list that never scrolls as far as it should is said after the first visit', async ({
  runContext,
}) => {
  let visits = 0;
  await using site = await Site.start((_, response) => {
    visits += 1;
    html(response, `<h1>Chat</h1>${list('list')}${jumpsBack}`);
  });
  const measured = runExperiment(runContext, {
    scenario: scrolled,
    profile: parseProfile('none/cpu-1'),
    arms: [armOf(site)],
    counts: { timing: 6, memory: 4 },
    budgets: [],
    seed: 1,
  });
  await expect(measured).rejects.toThrow(/Only \d+ of 1500 px were scrolled.*SCROLLED_TOO_LITTLE/s);
  const repeated = iterationsIn(runContext).map(({ status, reason }) => `${status}: ${reason}`);
  for (const text of repeated) expect(text).toMatch(/^invalid: .*(host|network): /s);
  expect(visits).toBeLessThanOrEqual(1 + repeated.length);
  const ends = runContext.journal.records().filter((record) => record.type === 'cell-end');
  expect(ends).toMatchObject([{ error: expect.stringContaining('px were scrolled') }]);
});

test('a session that expires in mid-run is a failure of the page, at once and with the address', async ({
  runContext,
}) => {
  let visits = 0;
  const scroller = '<script>document.querySelector("#list").scrollTop = 1e6;</script>';
  await using site = await Site.start((request, response) => {
    if (request.url === '/login') html(response, '<h1>Log in</h1>');
    else if (request.url === '/chat' && ++visits > 1) response.writeHead(302, { location: '/login' }).end();
    else html(response, list('list') + scroller);
  });
  const target: ChatTarget = {
    ...{ id: 'chat', baseUrl: site.url, secrets: [], login: () => Promise.resolve() },
    chat: { scroller: '#list', row: 'p', conversationUrl: () => `${site.url}/chat` },
    conversation: (messages) => Promise.resolve({ id: 'chat', messages }),
  };
  await runExperiment(runContext, {
    scenario: scrollHistory.at(100),
    profile: parseProfile('none/cpu-1'),
    arms: [{ id: 'default', target, traffic: undefined }],
    counts: { timing: 3 },
    budgets: [],
    seed: 1,
  });
  const [, ...later] = iterationsIn(runContext);
  expect(later.length).toBeGreaterThanOrEqual(2);
  for (const { status, reason } of later) {
    expect(`${status}: ${reason}`).toMatch(/^failed: .*\/chat led to .*\/login.*PAGE_REDIRECTED/s);
  }
});
