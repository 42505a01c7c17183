/**
 * `npm run build`: what the package ships, in dist/: JavaScript with types and source maps, and the reference chat with its
 * built client. Node refuses to strip types below node_modules, so a package cannot ship TypeScript alone.
 */
import { chmodSync, cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildChatClient } from '../src/targets/reference-chat/chat-commands.ts';
import { checkout, reportStep, runTool } from './step.ts';

const dist = path.join(checkout, 'dist');
rmSync(dist, { recursive: true, force: true });
const compiled = await runTool('tsc', ['-p', 'tsconfig.build.json'], { silentForMs: 10 * 60_000 });
reportStep('compile', compiled);
// The copy that the compiler makes of it would offer the exports of the package a second time.
const {
  exports: _exports,
  bin: _bin,
  scripts: _scripts,
  ...manifest
} = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8'));
writeFileSync(path.join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
await buildChatClient();
for (const file of globSync(['{src,chat/server}/**/*.sql', 'chat/web/dist/**/*'], { cwd: checkout })) {
  cpSync(path.join(checkout, file), path.join(dist, file), { recursive: true });
}
chmodSync(path.join(checkout, 'bin/backscroll.js'), 0o755);
process.exitCode = compiled.ok ? 0 : 1;
