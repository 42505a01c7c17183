/** Modules of a project without ES modules, whose whole exports are what an import gets as default. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { loginOf } from '../../../src/cli/page-access.ts';
import { defaultExportOf } from '../../../src/core/default-export.ts';
import { loadTrafficModule } from '../../../src/traffic/contract.ts';

function compiled(name: string, value: string): string {
  const folder = test.info().outputPath('compiled');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  writeFileSync(
    file,
    `Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = ${value};`,
  );
  return file;
}

test('a login that was compiled to CommonJS is played', async () => {
  const file = compiled('login.cjs', "async (page) => { page.push('played'); }");
  const { play } = await loginOf(file, new URL('http://a'), {});
  const page: string[] = [];
  await Reflect.apply(play, undefined, [page]);
  expect(page).toEqual(['played']);
  const none = compiled('none.cjs', "'nothing'");
  await expect(loginOf(none, new URL('http://a'), {})).rejects.toThrow(/LOGIN_MODULE_INVALID/);
});

test('traffic that was compiled to CommonJS is loaded', async () => {
  const file = compiled('traffic.cjs', '{ operations: [], listUsers() {}, createSession() {} }');
  expect((await loadTrafficModule(pathToFileURL(file).href)).operations).toEqual([]);
  const none = compiled('no-traffic.cjs', '{ operations: [] }');
  await expect(loadTrafficModule(pathToFileURL(none).href)).rejects.toThrow(/TRAFFIC_MODULE_INVALID/);
});

test('what has no default export is undefined', () => {
  expect(defaultExportOf({ named: 1 })).toBeUndefined();
  expect(defaultExportOf({ default: 1 })).toBe(1);
});
