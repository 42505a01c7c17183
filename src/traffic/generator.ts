import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { HarnessError } from '../core/errors.ts';
import { Fleet } from './fleet.ts';
import { type GeneratorCommand, type GeneratorReport, generatorCommand } from './protocol.ts';
import { toWireError } from './wire-error.ts';

/** One traffic run that the runner controls. */
class Generator {
  readonly #report: (report: GeneratorReport) => void;
  #fleet: Fleet | undefined;
  #startedUs = 0;

  constructor(report: (report: GeneratorReport) => void) {
    this.#report = report;
  }

  async obey(command: GeneratorCommand): Promise<void> {
    const id = command.type === 'window' ? command.id : null;
    try {
      await this.#obey(command);
    } catch (cause) {
      this.#report({ type: 'error', id, ...toWireError(cause) });
    }
  }

  async #obey(command: GeneratorCommand): Promise<void> {
    switch (command.type) {
      case 'start':
        this.#fleet = new Fleet(command.plan, command.target);
        await this.#fleet.prepare();
        this.#startedUs = await this.#fleet.start();
        return this.#report({ type: 'ready', startedUs: this.#startedUs });
      case 'window': {
        const window = await this.#running().window(command.fromUs ?? this.#startedUs, command.toUs);
        return this.#report({ type: 'window', id: command.id, window });
      }
      case 'stop':
        return this.#report({ type: 'result', result: await this.#running().stop() });
      default:
        command satisfies never;
    }
  }

  #running(): Fleet {
    if (this.#fleet !== undefined) return this.#fleet;
    throw new HarnessError(
      'TRAFFIC_NOT_STARTED',
      'The background traffic has not started.',
      'Start it first.',
    );
  }

  async end(): Promise<void> {
    await this.#fleet?.terminate();
  }
}

/**
 * Runs the generator on a pair of streams. Resolves when the input has ended, because the runner closed it or
 * died, and all threads are gone.
 */
export async function runGenerator(input: Readable, output: Writable): Promise<void> {
  const generator = new Generator((report) => output.write(`${JSON.stringify(report)}\n`));
  for await (const line of createInterface({ input })) {
    const command = generatorCommand.parse(JSON.parse(line));
    // Not awaited: the end of the input must be noticed during any command.
    void generator.obey(command);
  }
  await generator.end();
}
