/** Distributes a plan's subscribers to threads, and checks that the target supports the plan. */
import { HarnessError } from '../core/errors.ts';
import { suggestion } from '../core/suggest.ts';
import type { TrafficModule } from './contract.ts';
import type { TrafficPlan } from './mix.ts';
import { operationNames } from './schedule.ts';

/** @throws HarnessError TRAFFIC_OPERATION_UNKNOWN, TRAFFIC_NO_SUBSCRIPTION */
export function assertPlanFits(plan: TrafficPlan, module: TrafficModule<unknown>): void {
  const known = module.operations.map(({ name }) => name);
  for (const name of operationNames(plan)) {
    if (known.includes(name) || plan.shape.length === 0) continue;
    throw new HarnessError(
      'TRAFFIC_OPERATION_UNKNOWN',
      `The target has no operation "${name}"; it has ${known.join(', ')}.`,
      `${suggestion(name, known)}Plan only what it has, or add the operation to the target.`,
    );
  }
  if (plan.subscribers > 0 && module.subscribe === undefined) {
    throw new HarnessError(
      'TRAFFIC_NO_SUBSCRIPTION',
      `The plan ${plan.name} asks for ${plan.subscribers} subscribers, but the target offers no subscription.`,
      'Give the target a subscribe function, or plan no subscribers.',
    );
  }
}

/**
 * The users of the subscribers, by thread; they are spread evenly over all users.
 *
 * @param owners for each user, the thread that holds its session
 */
export function subscribersByThread(
  plan: TrafficPlan,
  userIds: number[],
  owners: number[],
): Map<number, number[]> {
  const byThread = new Map<number, number[]>();
  for (let index = 0; index < plan.subscribers; index++) {
    const user = Math.floor((index * userIds.length) / plan.subscribers);
    const userId = userIds[user];
    const owner = owners[user];
    if (userId === undefined || owner === undefined) continue;
    byThread.set(owner, [...(byThread.get(owner) ?? []), userId]);
  }
  return byThread;
}
