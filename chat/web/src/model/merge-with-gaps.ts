import type { Message } from '../../../shared/api.ts';
import type { Merged } from './merge.ts';

/** The defect `message-loss`: adds new messages without a look at the gaps between them. */
export function mergeWithGaps(known: readonly Message[], incoming: readonly Message[]): Merged {
  const sequences = new Set(known.map(({ sequence }) => sequence));
  const added = incoming.filter(({ sequence }) => !sequences.has(sequence) && sequences.add(sequence));
  const messages = [...known, ...added].sort((a, b) => a.sequence - b.sequence);
  return { messages: added.length === 0 ? known : messages, held: [] };
}
