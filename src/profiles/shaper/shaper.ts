import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { causeText, HarnessError } from '../../core/errors.ts';
import type { NetworkProfile } from '../profile.ts';
import type { Ledger } from './shaper-ledger.ts';
import type { ShaperAnswer, ShaperCommand, ShaperStart } from './shaper-messages.ts';

/** A running shaper. Every call may throw HarnessError `SHAPER_DIED`. */
export type Shaper = {
  /** For Playwright's `proxy: { server }`, which also sends loopback traffic through it. */
  readonly proxyUrl: string;
  /** The profile that was set last. */
  readonly network: NetworkProfile;
  /** Applies from now on to bytes that have not left yet, also on open connections. */
  setNetwork: (network: NetworkProfile) => Promise<void>;
  ledger: () => Promise<Ledger>;
  resetLedger: () => Promise<void>;
  [Symbol.asyncDispose]: () => Promise<void>;
};

/**
 * Starts a SOCKS 5 proxy on loopback that behaves like a last mile: one shared link per direction, half the
 * round trip each way, and one round trip before a connection opens.
 *
 * It runs in a worker thread, because anything else that blocks its event loop would add to every latency; a
 * thread, unlike a process, cannot outlive the runner. The proxy resolves names without delay, so no DNS
 * round trip is emulated; nor are slow start and loss. TLS passes through and pays its round trips.
 *
 * @param options.allowHosts destinations beyond loopback, see {@link isAllowedHost}; the others are refused
 *   and listed in the ledger
 * @throws HarnessError `SHAPER_DIED` if the thread cannot start
 */
export async function startShaper(options: {
  network: NetworkProfile;
  allowHosts?: readonly string[];
}): Promise<Shaper> {
  const thread = new ShaperThread({ network: options.network, allowHosts: options.allowHosts ?? [] });
  const listening = await thread.answer();
  if (listening.kind !== 'listening') throw died(`answered “${listening.kind}” instead of its port`);
  let network = options.network;
  return {
    proxyUrl: `socks5://127.0.0.1:${listening.port}`,
    get network() {
      return network;
    },
    setNetwork: async (next) => {
      await thread.ask({ kind: 'set-network', network: next });
      network = next;
    },
    ledger: async () => {
      const answer = await thread.ask({ kind: 'ledger' });
      if (answer.kind !== 'ledger') throw died(`answered “${answer.kind}” instead of its ledger`);
      return answer.ledger;
    },
    resetLedger: async () => {
      await thread.ask({ kind: 'reset-ledger' });
    },
    [Symbol.asyncDispose]: () => thread.close(),
  };
}

type Waiting = { resolve: (answer: ShaperAnswer) => void; reject: (error: HarnessError) => void };

/** The thread and its unanswered commands. It answers in order, so a list is enough. */
class ShaperThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #death: HarnessError | undefined;

  constructor(start: ShaperStart) {
    const file = import.meta.url.endsWith('.ts') ? './shaper-main.ts' : './shaper-main.js';
    // No inherited flags: a test runner's loader hooks must not run there.
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: start, execArgv: [] });
    this.#worker.on('message', (answer: ShaperAnswer) => {
      const waiting = this.#waiting.shift();
      this.#holdProcess();
      waiting?.resolve(answer);
    });
    this.#worker.on('error', (error) => this.#end(died(causeText(error))));
    this.#worker.on('exit', (code) => this.#end(died(`ended with code ${code}`)));
  }

  ask(command: ShaperCommand): Promise<ShaperAnswer> {
    const answer = this.answer();
    if (!this.#death) this.#worker.postMessage(command);
    return answer;
  }

  answer(): Promise<ShaperAnswer> {
    if (this.#death) return Promise.reject(this.#death);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#holdProcess();
    });
  }

  async close(): Promise<void> {
    if (this.#death) return;
    const exited = once(this.#worker, 'exit');
    await this.ask({ kind: 'close' });
    this.#worker.ref();
    await exited;
  }

  /** An unused shaper must not keep the process alive; an unanswered command must. */
  #holdProcess(): void {
    if (this.#waiting.length > 0) this.#worker.ref();
    else this.#worker.unref();
  }

  #end(error: HarnessError): void {
    this.#death ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#death);
  }
}

function died(how: string): HarnessError {
  return new HarnessError(
    'SHAPER_DIED',
    `The network shaper ${how}.`,
    'Run it again; if it happens twice, please report it with this message.',
  );
}
