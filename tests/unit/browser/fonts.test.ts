import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { fontFiles } from '../../../src/browser/fonts/font-files.ts';
import { prepareOwnFonts } from '../../../src/browser/fonts/prepare.ts';
import { launchEnvironment } from '../../../src/browser/launch.ts';

test('the fonts are laid out once and used again', async () => {
  const parent = test.info().outputPath('fonts & more');
  const [first, second] = await Promise.all([prepareOwnFonts(parent), prepareOwnFonts(parent)]);
  expect(second).toEqual(first);
  // One folder, and no draft of it.
  expect(readdirSync(parent)).toHaveLength(1);
  const files = path.join(path.dirname(first.configFile), 'files');
  expect(readdirSync(files)).toHaveLength(fontFiles.length);
  for (const name of readdirSync(files))
    expect(statSync(path.join(files, name)).size).toBeGreaterThan(10_000);
  const config = readFileSync(first.configFile, 'utf8');
  expect(config).toContain(`<dir>${files.replace('&', '&amp;')}</dir>`);
  expect(config).not.toContain('/etc/fonts');
  expect(config).not.toContain('<include');
});

test('the version tells the fonts and not where they lie', async () => {
  const one = await prepareOwnFonts(test.info().outputPath('one'));
  const other = await prepareOwnFonts(test.info().outputPath('other'));
  expect(other.version).toBe(one.version);
  expect(other.configFile).not.toBe(one.configFile);
  const fewer = await prepareOwnFonts(test.info().outputPath('one'), fontFiles.slice(1));
  expect(fewer.version).not.toBe(one.version);
});

test('where nothing can be written, the fonts lie in a temporary folder', async () => {
  // Below a file no folder can be made, not even by root.
  const { configFile } = await prepareOwnFonts(path.join(process.execPath, 'fonts'));
  expect(existsSync(configFile)).toBe(true);
  expect(path.basename(path.dirname(configFile))).toMatch(/^backscroll-run-\d+-\w{6}$/);
});

test('fonts that were laid out are used although nothing can be written any more', async () => {
  const parent = test.info().outputPath('read-only');
  const before = await prepareOwnFonts(parent);
  chmodSync(path.dirname(before.configFile), 0o555);
  chmodSync(parent, 0o555);
  expect(await prepareOwnFonts(parent)).toEqual(before);
  chmodSync(parent, 0o755);
  chmodSync(path.dirname(before.configFile), 0o755);
});

test('a missing font is an error that says what to type', async () => {
  const parent = test.info().outputPath('fonts');
  for (const file of [
    { package: '@expo-google-fonts/no-such-font', file: 'a.ttf' },
    { package: 'dejavu-fonts-ttf', file: 'ttf/NoSuchFont.ttf' },
  ]) {
    await expect(prepareOwnFonts(parent, [file])).rejects.toThrow(
      /is not there\.\n.*npm ci.*--host-fonts.*FONTS_MISSING/s,
    );
  }
  expect(existsSync(parent)).toBe(false);
});

test('on Linux a browser is led to our fonts, unless it is to use those of the host', async () => {
  test.skip(process.platform !== 'linux', 'elsewhere fonts cannot be exchanged');
  const own = await launchEnvironment({ hostFonts: false });
  expect(own.FONTCONFIG_FILE).toMatch(/fonts\.conf$/);
  expect(own.PATH).toBe(process.env.PATH);
  expect(await launchEnvironment({ hostFonts: true })).toEqual({ ...process.env });
});
