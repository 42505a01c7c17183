import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { causeText } from '../core/errors.ts';
import type { FailureClass } from './result.ts';
import { fromWireError, toWireError } from './wire-error.ts';
import type { WorkerProtocol, WorkerReply, WorkerSetup, WorkerVerb } from './worker-messages.ts';

/** The URL of a module in this folder, both as TypeScript and after a build. */
export function siblingModule(name: string): URL {
  return new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);
}

type Waiting = { resolve(payload: WorkerProtocol[WorkerVerb]['reply']): void; reject(cause: unknown): void };

/** The main thread's side of one worker thread: sends requests, and notices when the thread ends. */
export class WorkerThread {
  /** The classes of failures in the order of their indexes. */
  readonly failures: FailureClass[] = [];
  /** Why the thread ended unexpectedly; null as long as it runs. */
  stopped: string | null = null;
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #closing = false;

  constructor(setup: WorkerSetup) {
    this.#worker = new Worker(siblingModule('worker'), { workerData: setup });
    this.#worker.on('message', (reply: WorkerReply) => this.#receive(reply));
    this.#worker.on('error', (cause) => this.#end(causeText(cause)));
    this.#worker.on('exit', (code) => this.#end(`exit code ${code}`));
  }

  #receive(reply: WorkerReply): void {
    switch (reply.type) {
      case 'failure':
        this.failures.push(reply.failure);
        return;
      case 'reply':
        this.#waiting.shift()?.resolve(reply.payload);
        return;
      case 'refused':
        this.#waiting.shift()?.reject(fromWireError(reply.error));
        return;
      default:
        reply satisfies never;
    }
  }

  #end(cause: string): void {
    if (!this.#closing) this.stopped ??= cause;
    for (const waiting of this.#waiting.splice(0))
      waiting.reject(new Error(`the worker thread ended (${cause})`));
  }

  /** Sends the thread a request. @throws HarnessError if it refuses or has ended */
  async ask<Verb extends WorkerVerb>(
    verb: Verb,
    payload: WorkerProtocol[Verb]['request'],
  ): Promise<WorkerProtocol[Verb]['reply']> {
    try {
      if (this.stopped !== null) throw new Error(`the worker thread ended (${this.stopped})`);
      return await new Promise((resolve, reject) => {
        this.#waiting.push({ resolve, reject });
        this.#worker.postMessage({ verb, payload });
      });
    } catch (cause) {
      throw fromWireError(toWireError(cause));
    }
  }

  /** Milliseconds that the thread has been busy and idle so far; differences of two readings give a share. */
  utilization(): { active: number; idle: number } {
    return this.#worker.performance.eventLoopUtilization();
  }

  async terminate(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }
}
