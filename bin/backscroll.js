#!/usr/bin/env node
// Plain JavaScript that any Node can parse, so that an old one gets a sentence instead of a syntax error.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const oldestNode = '22.19.0';
const oldestPlaywright = '1.60.0';

/** Whether a version such as 1.65.1 is the same as another one or newer. */
function isAtLeast(version, oldest) {
  const [a, b] = [version, oldest].map((text) => text.split('.').map(Number.parseFloat));
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs === -1 || a[differs] > b[differs];
}

/** Why Backscroll cannot start, with what to do next; undefined where it can. */
function problem() {
  const { node, pnp } = process.versions;
  if (!isAtLeast(node, oldestNode)) return `Backscroll needs Node ${oldestNode} or newer; this is ${node}.`;
  if (pnp !== undefined) {
    return "Backscroll does not work under Yarn Plug'n'Play: browsers and workers start from files.\n  Set nodeLinker: node-modules in .yarnrc.yml and install again.";
  }
  for (const name of ['@playwright/test', 'playwright']) {
    const version = versionOf(name);
    if (version === undefined)
      return `Backscroll needs ${name}, which is not installed.\n  Type: npm i -D @playwright/test`;
    if (!isAtLeast(version, oldestPlaywright)) {
      return `Backscroll needs ${name} ${oldestPlaywright} or newer; ${version} is installed.\n  Type: npm i -D @playwright/test@latest`;
    }
  }
  return undefined;
}

function versionOf(name) {
  try {
    return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`${name}/package.json`), 'utf8'))
      .version;
  } catch {
    return undefined;
  }
}

const found = problem();
if (found === undefined) {
  // A checkout has the sources; the package only what was built of them.
  const source = new URL('../src/cli/main.ts', import.meta.url);
  await import(existsSync(source) ? source.href : new URL('../dist/src/cli/main.js', import.meta.url).href);
} else {
  process.stderr.write(`${found}\n`);
  process.exitCode = 2;
}
