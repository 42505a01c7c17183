/** Capabilities of a chat that scenarios need. A missing one is reported as a reason and is not an error. */
import { HarnessError } from '../core/errors.ts';
import type { ChatTarget, Conversation, Correspondent, PageTarget } from './target.ts';

/** What a chat without the capability cannot do. */
const capabilities = {
  conversation: 'find or make a conversation of a size (conversation)',
  address: 'give the address of a conversation (page.conversationUrl)',
  opening: 'show a conversation (page with a scroller, a row, and conversationUrl or open)',
  direct: 'open a conversation by its address without steps in each visit (enter)',
  composer: 'name the field that messages are typed into (page.composer)',
  correspondent: 'write as another member (correspondent)',
  traffic: 'be given background traffic (traffic)',
} as const;
export type Capability = keyof typeof capabilities;

/** `the target mychat cannot write as another member (correspondent)`; undefined where nothing is missing. */
export function lackOf(target: ChatTarget, needs: readonly Capability[]): string | undefined {
  const lacks = needs.filter((need) => !has(target, need));
  return lacks.length === 0 ? undefined : lackText(target, lacks);
}

/** As {@link lackOf}, of background traffic, which also a target that is only a page may be asked for. */
export function trafficLackOf(target: PageTarget): string | undefined {
  return target.traffic === undefined ? lackText(target, ['traffic']) : undefined;
}

function lackText({ id }: PageTarget, lacks: readonly Capability[]): string {
  return `the target ${id} cannot ${lacks.map((lack) => capabilities[lack]).join(', nor ')}`;
}

function has(
  { chat, conversation, correspondent, enter, traffic }: ChatTarget,
  capability: Capability,
): boolean {
  switch (capability) {
    case 'conversation':
      return conversation !== undefined;
    case 'address':
      return chat.conversationUrl !== undefined;
    case 'opening':
      return chat.row !== '' && (chat.conversationUrl !== undefined || chat.open !== undefined);
    case 'direct':
      return chat.conversationUrl === undefined || enter === undefined;
    case 'composer':
      return chat.composer !== undefined;
    case 'correspondent':
      return correspondent !== undefined;
    case 'traffic':
      return traffic !== undefined;
    default:
      throw new RangeError(`unknown capability ${capability satisfies never}`);
  }
}

/** The sizes for which a target gave its conversations, by their ids. */
const sizesOf = new WeakMap<ChatTarget, Map<string, number>>();

/**
 * @throws HarnessError `TARGET_CANNOT` where a scenario was played without a check by {@link lackOf};
 *   `CONVERSATION_AMBIGUOUS` where one conversation would stand for two sizes: nothing grows between them
 */
export async function conversationOf(target: ChatTarget, messages: number): Promise<Conversation> {
  if (target.conversation === undefined) throw cannot(target, 'conversation');
  const conversation = await target.conversation(messages);
  const sizes = sizesOf.get(target) ?? new Map<string, number>();
  sizesOf.set(target, sizes);
  const before = sizes.get(conversation.id) ?? messages;
  sizes.set(conversation.id, before);
  if (before === messages) return conversation;
  throw new HarnessError(
    'CONVERSATION_AMBIGUOUS',
    `The target ${target.id} gives the conversation "${conversation.id}" for ${before} and for ${messages} messages, so no growth between them could be seen.`,
    'Let conversation() of the target find or make one of about the size that it is given, or measure one size with --messages.',
  );
}

/** @throws HarnessError `TARGET_CANNOT` */
export async function correspondentIn(
  target: ChatTarget,
  conversation: Conversation,
): Promise<Correspondent> {
  if (target.correspondent === undefined) throw cannot(target, 'correspondent');
  return target.correspondent(conversation);
}

/** @throws HarnessError `TARGET_CANNOT` */
export function composerOf(target: ChatTarget): string {
  if (target.chat.composer === undefined) throw cannot(target, 'composer');
  return target.chat.composer;
}

/** @throws HarnessError `TARGET_CANNOT` */
export function addressOf(target: ChatTarget, conversation: Conversation): string {
  if (target.chat.conversationUrl === undefined) throw cannot(target, 'address');
  return target.chat.conversationUrl(conversation);
}

function cannot({ id }: ChatTarget, capability: Capability): HarnessError {
  return new HarnessError(
    'TARGET_CANNOT',
    `The target ${id} cannot ${capabilities[capability]}.`,
    'Add it to the target, or measure a scenario that does without.',
  );
}
