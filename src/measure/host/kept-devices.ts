/** Device speeds found by earlier runs on this machine, so that a device stays the same from run to run. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Browser } from '../../browser/find.ts';

const keptDevices = z.array(
  z.object({
    /** Processor, cores and browser. When one of them changes, a device is calibrated anew. */
    machine: z.string(),
    device: z.string(),
    /** Duration of the CPU probe's fixed work on the device, from the readings of that run alone. */
    deviceMs: z.number().positive(),
  }),
);

/** Number of runs kept for all machines and devices: a shared disk may hold the working folder. */
const mostKept = 100;
/** Number of runs that count for one device on one machine. */
const mostCounted = 20;

export class KeptDevices {
  readonly #file: string;
  readonly #machine: string;

  /** @param directory the harness's working directory, `.backscroll` */
  constructor(directory: string, browser: Pick<Browser, 'name' | 'version'>) {
    this.#file = path.join(directory, 'devices.json');
    const model = cpus()[0]?.model.trim() ?? 'unknown';
    this.#machine = `${model}, ${availableParallelism()} cores, ${browser.name} ${browser.version}`;
  }

  /** Results of the last runs (ms), oldest first. */
  of(device: string): number[] {
    return this.#read()
      .filter((each) => each.machine === this.#machine && each.device === device)
      .slice(-mostCounted)
      .map(({ deviceMs }) => deviceMs);
  }

  add(device: string, deviceMs: number): void {
    const kept = [...this.#read(), { machine: this.#machine, device, deviceMs }].slice(-mostKept);
    mkdirSync(path.dirname(this.#file), { recursive: true });
    // Another run may read it meanwhile.
    const next = `${this.#file}.${process.pid}`;
    writeFileSync(next, `${JSON.stringify(kept, null, 2)}\n`);
    renameSync(next, this.#file);
  }

  /** An unreadable file counts as empty: this run calibrates by itself in any case. */
  #read(): z.infer<typeof keptDevices> {
    try {
      return keptDevices.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return [];
    }
  }
}
