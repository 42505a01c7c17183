/** Entry of a worker thread of the traffic generator: its users' sessions, arrivals and subscribers. */
import { parentPort, workerData } from 'node:worker_threads';
import { HarnessError } from '../core/errors.ts';
import { seededRandom } from '../core/statistics/random.ts';
import { type ArrivalTable, at } from './arrivals.ts';
import {
  loadTrafficModule,
  type OperationOutcome,
  type Publication,
  type TrafficModule,
  type TrafficOperation,
  type UserId,
} from './contract.ts';
import { Dispatcher } from './dispatcher.ts';
import { derivedSeed } from './random.ts';
import { Subscribers } from './subscribers.ts';
import { toWireError } from './wire-error.ts';
import type {
  WorkerProtocol,
  WorkerReply,
  WorkerRequest,
  WorkerSetup,
  WorkerVerb,
} from './worker-messages.ts';

/** Number of sessions and subscribers that are opened in parallel: set-up is not part of the load. */
const setupConcurrency = 8;
/** Separates the seeds of arrivals from those of the schedule's own streams. */
const arrivalStreams = 1_000;

async function forEachConcurrently<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: setupConcurrency }, lane));
}

type Handlers = {
  [Verb in WorkerVerb]: (request: WorkerProtocol[Verb]['request']) => Promise<WorkerProtocol[Verb]['reply']>;
};

class TrafficWorker implements Handlers {
  readonly #setup: WorkerSetup;
  readonly #module: TrafficModule<unknown>;
  readonly #sessions = new Map<UserId, unknown>();
  readonly #subscribers = new Subscribers();
  readonly #published: Publication[] = [];
  #dispatcher: Dispatcher | undefined;

  constructor(setup: WorkerSetup, module: TrafficModule<unknown>) {
    this.#setup = setup;
    this.#module = module;
  }

  async prepare({ userIds }: WorkerProtocol['prepare']['request']): Promise<{ userIds: UserId[] }> {
    await forEachConcurrently(userIds, async (userId) => {
      const session = await this.#module.createSession(this.#setup.settings, userId);
      if (session !== null) this.#sessions.set(userId, session);
    });
    return { userIds: userIds.filter((userId) => this.#sessions.has(userId)) };
  }

  async connect(request: WorkerProtocol['connect']['request']): Promise<Record<never, never>> {
    const { table, userIds, operations, subscriberIds } = request;
    const performers = operations.map((name) => this.#operation(name));
    this.#dispatcher = new Dispatcher({
      table,
      workerIndex: this.#setup.workerIndex,
      maxInFlight: this.#setup.maxInFlight,
      perform: (index) => this.#perform(table, userIds, performers, index),
      onFailure: (failure) => send({ type: 'failure', failure }),
    });
    const subscribe = this.#module.subscribe?.bind(this.#module);
    if (subscribe === undefined) return {};
    await forEachConcurrently(subscriberIds, (userId) =>
      this.#subscribers.add(subscribe, this.#sessions.get(userId)),
    );
    return {};
  }

  #operation(name: string): TrafficOperation<unknown> {
    const operation = this.#module.operations.find((candidate) => candidate.name === name);
    if (operation !== undefined) return operation;
    throw new HarnessError(
      'TRAFFIC_OPERATION_UNKNOWN',
      `The target has no operation ${name}.`,
      'Change the mix.',
    );
  }

  async #perform(
    table: ArrivalTable,
    userIds: readonly UserId[],
    performers: readonly TrafficOperation<unknown>[],
    index: number,
  ): Promise<OperationOutcome> {
    const performer = performers[at(table.operation, index)];
    const session = this.#sessions.get(at(userIds, at(table.user, index)));
    if (performer === undefined || session === undefined)
      throw new RangeError(`Arrival ${index} has no session.`);
    const random = seededRandom(derivedSeed(this.#setup.seed, arrivalStreams + index));
    const outcome = await performer.perform(session, random);
    if (outcome.kind === 'completed' && outcome.published) this.#published.push(outcome.published);
    return outcome;
  }

  async start({ startedUs }: WorkerProtocol['start']['request']): Promise<Record<never, never>> {
    this.#dispatcher?.start(startedUs);
    return {};
  }

  async drain(request: WorkerProtocol['drain']['request']): Promise<{ published: Publication[] }> {
    await this.#dispatcher?.drain(request.stoppedUs, request.drainMs);
    return { published: this.#published };
  }

  async settle(request: WorkerProtocol['settle']['request']): Promise<WorkerProtocol['settle']['reply']> {
    const deliveries = await this.#subscribers.settle(request.published, request.settleMs);
    this.#subscribers.close();
    return { deliveries };
  }

  async handle(request: WorkerRequest): Promise<void> {
    try {
      send({ type: 'reply', payload: await this.#answer(request) });
    } catch (cause) {
      send({ type: 'refused', error: toWireError(cause) });
    }
  }

  #answer(request: WorkerRequest): Promise<WorkerProtocol[WorkerVerb]['reply']> {
    switch (request.verb) {
      case 'prepare':
        return this.prepare(request.payload);
      case 'connect':
        return this.connect(request.payload);
      case 'start':
        return this.start(request.payload);
      case 'drain':
        return this.drain(request.payload);
      case 'settle':
        return this.settle(request.payload);
      default:
        return request satisfies never;
    }
  }
}

function send(reply: WorkerReply): void {
  parentPort?.postMessage(reply);
}

// The other end is WorkerThread in worker-thread.ts, of this same version.
const setup = workerData as WorkerSetup;
const loading = loadTrafficModule(setup.moduleUrl).then((module) => new TrafficWorker(setup, module));
// The first request gets the load error of the module as its reply.
loading.catch(() => undefined);
parentPort?.on('message', (request: WorkerRequest) => {
  void loading.then(
    (worker) => worker.handle(request),
    (cause: unknown) => send({ type: 'refused', error: toWireError(cause) }),
  );
});
