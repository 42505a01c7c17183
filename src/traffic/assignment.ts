/** Distributes a plan's subscribers to threads, and checks that the target has the plan's operations. */
import { HarnessError } from '../core/errors.ts';
import { suggestion } from '../core/suggest.ts';
import type { TrafficModule, UserId } from './contract.ts';
import type { MixedPlan, TrafficPlan } from './mix.ts';
import { operationNames } from './schedule.ts';

/** @throws HarnessError TRAFFIC_OPERATION_UNKNOWN, TRAFFIC_MODULE_INVALID */
export function assertPlanFits(plan: MixedPlan, module: TrafficModule<unknown>): void {
  const known = module.operations.map(({ name }) => name);
  const weights = Object.values(plan.mix);
  if (plan.shape.length > 0 && (weights.length === 0 || !weights.every((weight) => weight > 0))) {
    throw new HarnessError(
      'TRAFFIC_MODULE_INVALID',
      `The mix of the target's operations is ${JSON.stringify(plan.mix)}: it needs positive weights, one at least.`,
      'Give the traffic module operations, and in its mix a positive number for each of them that is used.',
    );
  }
  for (const name of operationNames(plan)) {
    if (known.includes(name) || plan.shape.length === 0) continue;
    throw new HarnessError(
      'TRAFFIC_OPERATION_UNKNOWN',
      `The target has no operation "${name}"; it has ${known.join(', ')}.`,
      `${suggestion(name, known)}Plan only what it has, or add the operation to the target.`,
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
  userIds: readonly UserId[],
  owners: readonly number[],
): Map<number, UserId[]> {
  const byThread = new Map<number, UserId[]>();
  for (let index = 0; index < plan.subscribers; index++) {
    const user = Math.floor((index * userIds.length) / plan.subscribers);
    const userId = userIds[user];
    const owner = owners[user];
    if (userId === undefined || owner === undefined) continue;
    byThread.set(owner, [...(byThread.get(owner) ?? []), userId]);
  }
  return byThread;
}
