import type { Plan } from './plan.ts';
import type { Row } from './row.ts';
import { content } from './timeline.ts';

const labels = ['The lake', 'The park', 'The old bridge', 'At my place'];
/** Only a few members have voted; the load tests use the other voters. */
const votes = 7;

export function* optionRows(plan: Plan): Generator<Row> {
  for (const messageId of pollMessages(plan)) {
    for (const [index, label] of labels.entries()) yield [messageId, index + 1, label];
  }
}

export function* voteRows(plan: Plan): Generator<Row> {
  for (const messageId of pollMessages(plan)) {
    for (let voter = 2; voter < 2 + votes; voter++)
      yield [messageId, 1 + ((voter * 3) % labels.length), voter];
  }
}

function* pollMessages({ timeline }: Plan): Generator<number> {
  for (let index = 0; index < timeline.length; index++) {
    if (timeline.content[index] === content.poll) yield index + 1;
  }
}
