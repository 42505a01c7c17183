/**
 * What an installed package offers to a project: `import { defineTarget, expect, test } from 'backscroll'`.
 *
 * Configuration and targets are loaded by the command line, specs by Playwright Test.
 */
export { expect, test, testCells } from './fixtures/index.ts';
export { measuring } from './fixtures/measuring.ts';
export { type BackscrollConfig, defineConfig } from './src/config/config.ts';
export { monotonicUs } from './src/core/clock.ts';
export { auditConversation } from './src/scenarios/audit-conversation.ts';
export { atMost, perMessage } from './src/scenarios/limits.ts';
export { openConversation } from './src/scenarios/open-conversation.ts';
export { readLive } from './src/scenarios/read-live.ts';
export { type ChatScenario, chatScenario, type Scenario, type Stage } from './src/scenarios/scenario.ts';
export { scrollHistory } from './src/scenarios/scroll-history.ts';
export { sendMessage } from './src/scenarios/send-message.ts';
export { defineTarget, type TargetDefinition, type TargetLogin } from './src/targets/definition.ts';
export type { ChatPage, Conversation, Correspondent } from './src/targets/target.ts';
export type { OperationOutcome, TrafficModule, TrafficOperation } from './src/traffic/contract.ts';
