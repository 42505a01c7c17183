#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one gets a sentence instead of a syntax error.
import { existsSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`Backscroll needs Node 22.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else if (process.versions.pnp !== undefined) {
  process.stderr.write(
    "Backscroll does not work under Yarn Plug'n'Play, as browsers and workers start from files.\n" +
      '  Set "nodeLinker: node-modules" in .yarnrc.yml and install again.\n',
  );
  process.exitCode = 2;
} else {
  // A checkout has the sources; the package only what was built of them.
  const source = new URL('../src/cli/main.ts', import.meta.url);
  await import(existsSync(source) ? source.href : new URL('../dist/src/cli/main.js', import.meta.url).href);
}
