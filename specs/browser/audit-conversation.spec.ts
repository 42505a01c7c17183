import { testCells } from '../../fixtures/index.ts';
import { auditConversation } from '../../src/scenarios/audit-conversation.ts';

testCells(auditConversation);
