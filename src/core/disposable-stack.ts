/** `AsyncDisposableStack` for Node 22; Node 24 has its own. Imported for its effect by who uses it. */
import { createRequire } from 'node:module';

if (!('AsyncDisposableStack' in globalThis)) createRequire(import.meta.url)('disposablestack/auto');
