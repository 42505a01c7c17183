import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { currentRun } from '../../../fixtures/current-run.ts';
import { checkedConfig, loadConfig } from '../../../src/config/load-config.ts';
import { configuredRun } from '../../../src/config/settings.ts';
import { suites } from '../../../src/measure/suites.ts';

/** A folder with a configuration. */
function project(text: string, name = 'backscroll.config.ts'): string {
  const folder = test.info().outputPath(name.replaceAll('.', '-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), text);
  return folder;
}

test('without a file there is nothing configured', async () => {
  const folder = test.info().outputPath('empty');
  mkdirSync(folder);
  expect(await loadConfig(undefined, folder)).toEqual({ config: {}, file: undefined });
});

for (const name of ['backscroll.config.ts', 'backscroll.config.mts', 'backscroll.config.js', 'other.mjs']) {
  test(`${name} is read`, async () => {
    const folder = project(`export default { target: './chat.ts' };`, name);
    const { config, file } = await loadConfig(name.startsWith('other') ? name : undefined, folder);
    expect(config).toEqual({ target: './chat.ts' });
    expect(file).toBe(path.join(folder, name));
  });
}

for (const { text, says } of [
  { text: 'export default { tarjet: 1 };', says: /unknown key "tarjet"\. Did you mean target\?/ },
  {
    text: 'export default { suites: { quick: { profile: [] } } };',
    says: /unknown key "suites\.quick\.profile"\. Did you mean profiles\?/,
  },
  {
    text: "export default { scenarios: { 'scroll-history': { size: [1] } } };",
    says: /unknown key "scenarios\.scroll-history\.size"\. Did you mean sizes\?/,
  },
  {
    text: "export default { scenarios: { 'scrol-history': {} } };",
    says: /names "scrol-history"\. Did you mean scroll-history\?/,
  },
  {
    text: "export default { scenarios: { 'send-message': { budgets: { lpc: 1 } } } };",
    says: /scenarios\.send-message names "lpc"\. Did you mean lcp\?/,
  },
  {
    text: "export default { scenarios: { 'send-message': { budgets: { lcp: { perMesage: 1 } } } } };",
    says: /unknown key "scenarios\.send-message\.budgets\.lcp\.perMesage"\. Did you mean perMessage\?/,
  },
  {
    text: "export default { scenarios: { 'send-message': { budgets: { lcp: { perMessage: '1' } } } } };",
    says: /scenarios\.send-message\.budgets\.lcp\.perMessage: .*number/,
  },
  { text: "export default { suites: { quick: { profiles: ['fast-4g/cpu-4'] } } };", says: /fast-4g/ },
  { text: "export default { scenarios: { 'send-message': { sizes: [0] } } };", says: /sizes\.0/ },
  { text: "throw new Error('no database');", says: /cannot be loaded: no database/ },
  { text: 'export const config = {};', says: /no default export/ },
]) {
  test(`refused: ${text}`, async () => {
    await expect(loadConfig(undefined, project(text))).rejects.toThrow(says);
  });
}

test('a configuration that a Playwright project hands over is checked as the file is', () => {
  const given: object = { tarjet: './chat.ts' };
  expect(() => checkedConfig(given, 'that measuring() got')).toThrow(
    /that measuring\(\) got .*"tarjet"\. Did you mean target\?.*CONFIG_INVALID/s,
  );
});

test('the target of a Playwright project lies beside its configuration', () => {
  const folder = project('export default {};', 'chat.target.mjs');
  const before = process.env.BACKSCROLL_RUN;
  delete process.env.BACKSCROLL_RUN;
  try {
    const run = currentRun({ target: './chat.target.mjs' }, folder);
    expect(run.target.file).toBe(pathToFileURL(path.join(folder, 'chat.target.mjs')).href);
  } finally {
    process.env.BACKSCROLL_RUN = before;
  }
});

test('a file that is named and not there is refused', async () => {
  await expect(loadConfig('nowhere.ts', test.info().outputDir)).rejects.toThrow(
    /nowhere\.ts.*CONFIG_NOT_FOUND/s,
  );
});

test('what is not configured stays as the suite has it', () => {
  const run = configuredRun('quick', { suites: { quick: { iterations: { timing: 3 }, traffic: 'none' } } });
  expect(run.iterations).toEqual({ ...suites.quick.iterations, timing: 3 });
  expect(run).toMatchObject({ traffic: 'none', profiles: suites.quick.profiles, hostFonts: false });
  expect(configuredRun('nightly', {}).profiles).toEqual(suites.nightly.profiles);
});
