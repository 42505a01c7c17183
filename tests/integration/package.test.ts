/** The package as a project gets it: packed, installed, set up, and run against a chat that no one here wrote. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { results } from '../../src/core/results/results.ts';
import { checkout } from '../toolchain/scratch.ts';

const packed = z.array(
  z.object({ filename: z.string(), size: z.number(), files: z.array(z.object({ path: z.string() })) }),
);

interface Ended {
  code: number;
  said: string;
  stdout: string;
}

/** Runs a command in a folder, whatever it ends with; a run of its own, not a part of ours. */
async function command(folder: string, program: string, words: readonly string[]): Promise<Ended> {
  const { BACKSCROLL_RUN: _run, DATABASE_URL: _url, ...env } = process.env;
  try {
    const ended = await promisify(execFile)(program, words, {
      cwd: folder,
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, said: ended.stdout + ended.stderr, stdout: ended.stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr, stdout };
  }
}

test('a project installs the tarball, is set up by init, and measures a chat of others', async () => {
  const folder = test.info().outputPath('my project');
  // A repository of its own: init would put its workflow into ours.
  mkdirSync(path.join(folder, '.git'), { recursive: true });
  const pack = await command(checkout, 'npm', ['pack', '--json', '--pack-destination', folder]);
  const [tarball] = packed.parse(JSON.parse(pack.stdout.slice(pack.stdout.indexOf('[\n'))));
  if (tarball === undefined) throw new Error(pack.said);
  expect(tarball.files.filter(({ path: name }) => /\.test\.|^src\//.test(name))).toEqual([]);

  const archive = path.join(folder, tarball.filename);
  for (const words of [
    ['publint', archive, '--strict'],
    ['attw', archive, '--profile', 'esm-only'],
  ]) {
    const [tool = '', ...rest] = words;
    const checked = await command(checkout, path.join(checkout, 'node_modules/.bin', tool), rest);
    expect(checked.code, checked.said).toBe(0);
  }

  const { devDependencies } = z
    .object({ devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(path.join(checkout, 'examples/flowise/package.json'), 'utf8')));
  const dependencies = { ...devDependencies, backscroll: `file:./${tarball.filename}` };
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'my-project', private: true, type: 'module', devDependencies: dependencies }),
  );
  const words = ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  const installed = await command(folder, 'npm', words);
  expect(installed.code, installed.said).toBe(0);

  const bin = path.join(folder, 'node_modules/.bin/backscroll');
  const init = await command(folder, bin, ['init', '--typescript', '--url', 'http://127.0.0.1:1']);
  expect(init.code, init.said).toBe(0);
  expect(init.said).toContain('wrote  chat.target.ts');
  const again = await command(folder, bin, ['init', '--javascript']);
  expect(again.said).toContain('kept   chat.target.js');

  cpSync(path.join(checkout, 'examples/flowise/chat.target.ts'), path.join(folder, 'chat.target.ts'));
  const before = readdirSync(path.join(folder, 'node_modules/backscroll')).sort();
  const run = await command(folder, bin, [
    ...['run', '--network', 'none', '--cpu', '1', '--iterations', '1', '--json', '-'],
    ...['--scenario', 'scroll-history,read-live', '--messages', '50'],
  ]);
  // One value has no interval: nothing is decided, and nothing missed. A host that voids every try makes it invalid.
  expect([1, 3], run.said).toContain(run.code);
  const { cells, unavailable } = results.parse(JSON.parse(run.stdout));
  expect(cells.map(({ scenario }) => scenario)).toEqual(['scroll-history']);
  const elements = cells[0]?.summaries.find(({ metric }) => metric === 'dom-elements')?.median;
  if (run.code === 1) expect(elements).toBeGreaterThan(50);
  expect(unavailable?.map(({ reason }) => reason)).toEqual([
    'the target flowise cannot write as another member (correspondent)',
  ]);
  expect(existsSync(path.join(folder, 'reports/latest/index.html'))).toBe(true);
  expect(readdirSync(path.join(folder, 'node_modules/backscroll')).sort()).toEqual(before);
});
