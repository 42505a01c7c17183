import { lighthousePerformance } from '../metrics/lighthouse-score.ts';
import { addressOf, conversationOf } from '../targets/capabilities.ts';
import { chatScenario } from './scenario.ts';

/** A Lighthouse audit of a conversation, opened by its address and logged in. */
export const auditConversation = chatScenario<void>({
  id: 'audit-conversation',
  sizes: [500],
  comparedByDefault: false,
  budgets: { atDevices: [], everywhere: [] },
  primary: [lighthousePerformance],
  question: () => 'Lighthouse audits a conversation',
  play: (messages) => ({
    title: `Lighthouse of a conversation of ${messages} messages`,
    passes: ['lighthouse'],
    needs: ['conversation', 'address', 'direct'],
    besideTraffic: false,
    prepare: () => Promise.resolve(),
    act: () => Promise.resolve({ scrolls: [], journeys: [] }),
    auditUrl: async (target) => addressOf(target, await conversationOf(target, messages)),
  }),
});
