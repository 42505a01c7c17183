/** What earlier runs on this machine found of its devices, so that a device is the same one from run to run. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Browser } from '../../browser/find.ts';

const keptDevices = z.array(
  z.object({
    /** Processor, cores and browser: with others a device is found anew. */
    machine: z.string(),
    device: z.string(),
    /** What the fixed work of the CPU probe takes at the device, by the readings of that run alone. */
    deviceMs: z.number().positive(),
  }),
);

/** So many runs are kept, all machines and devices together: the working folder may stand on a shared disk. */
const mostKept = 100;
/** So many of one device on one machine count. */
const mostCounted = 20;

export class KeptDevices {
  readonly #file: string;
  readonly #machine: string;

  /** @param directory our working directory, `.backscroll` */
  constructor(directory: string, browser: Pick<Browser, 'name' | 'version'>) {
    this.#file = path.join(directory, 'devices.json');
    const model = cpus()[0]?.model.trim() ?? 'unknown';
    this.#machine = `${model}, ${availableParallelism()} cores, ${browser.name} ${browser.version}`;
  }

  /** What the last runs found (ms), oldest first. */
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

  /** What cannot be read is nothing: it is a memory of figures that this run finds by itself as well. */
  #read(): z.infer<typeof keptDevices> {
    try {
      return keptDevices.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return [];
    }
  }
}
