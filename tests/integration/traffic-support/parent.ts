/** Starts traffic, prints the generator's process id, and waits to be killed. */
import { startTraffic } from '../../../src/traffic/control.ts';
import { constantPlan } from '../../../src/traffic/mix.ts';
import { plainTarget } from './plain-target.ts';

const plan = constantPlan({ name: 'parent', ratePerSecond: 20, durationMs: 60_000, mix: { get: 1 } });
const traffic = startTraffic(plan, plainTarget(process.argv[2] ?? ''));
await traffic.whenReady();
process.stdout.write(`${traffic.pid}\n`);
await new Promise(() => setInterval(() => undefined, 60_000));
