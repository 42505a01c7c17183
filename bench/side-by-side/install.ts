/** Installs the other tools in a scratch folder, because they are not dependencies of the project. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

export const versions = { browsertime: '26.3.2', tachometer: '0.7.2' } as const;

/**
 * The newest available versions of the drivers' packages. Their drivers are not downloaded
 * (`--ignore-scripts`), because the system's driver is used.
 */
const overrides = {
  '@sitespeed.io/chromedriver': '149.0.7827',
  '@sitespeed.io/edgedriver': '143.0.3650',
  '@sitespeed.io/geckodriver': '0.36.2',
};

const manifest = z.object({ version: z.string() });

/** Installs what is missing. @throws Error with npm's message */
export async function installTools(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (Object.entries(versions).every(([name, version]) => installedVersion(folder, name) === version)) return;
  writeFileSync(
    path.join(folder, 'package.json'),
    `${JSON.stringify({ private: true, dependencies: versions, overrides }, null, 2)}\n`,
  );
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
}

/** Writes an empty `chromedriver` package: without such a package, tachometer installs a driver by itself. */
export function useSystemChromedriver(folder: string): void {
  const stub = path.join(folder, 'node_modules', 'chromedriver');
  mkdirSync(stub, { recursive: true });
  writeFileSync(
    path.join(stub, 'package.json'),
    '{"name":"chromedriver","version":"0.0.0","main":"index.js"}\n',
  );
  writeFileSync(path.join(stub, 'index.js'), '');
}

export function installedVersion(folder: string, name: string): string | undefined {
  const file = path.join(folder, 'node_modules', name, 'package.json');
  return existsSync(file) ? manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version : undefined;
}
