/** What runs beside a measurement on purpose is told to the host gate. */
import { expect, test } from '@playwright/test';
import { startHog } from '../../bench/hog.ts';
import { results as resultsSchema } from '../../src/core/results/results.ts';
import { NamedFolder, startCommand } from './command-process.ts';
import { html, Site } from './measure-pages.ts';

test.skip(process.platform !== 'linux', 'no /proc: the host gate cannot see');

test('a process that --own-process names, and its child that takes a whole core, are not other programs', async () => {
  await using site = await Site.start((_, response) => html(response, '<h1>Hello</h1>'));
  using hog = await startHog();
  // The tests themselves may run beside processes that are told by the environment.
  const own = [hog.pid, ...(process.env.BACKSCROLL_OWN_PROCESS?.split(',').map(Number) ?? [])];
  const { ended } = startCommand([
    ...['measure', site.url, '--network', 'none', '--cpu', '1', '--iterations', '1'],
    ...['--own-process', own.join(), '--json', '-'],
  ]);
  const { output, told } = await ended;
  using _folder = new NamedFolder(told);
  const results = resultsSchema.parse(JSON.parse(output));
  expect(process.kill(hog.pid, 0), 'it ran to the end').toBe(true);
  expect(results.options).toMatchObject({ ownProcess: own });
  const hosts = results.cells.flatMap(({ iterations }) => iterations.map((each) => each.verification.host));
  expect(hosts.length).toBeGreaterThan(0);
  // Whatever else the machine does may be named, but not the loop: that is a shell without a name of its own.
  for (const host of hosts) expect(host?.reasons.join(), told).not.toMatch(/\bsh \(\d+\) (?:[2-9]\d|1\d)\./);
});
