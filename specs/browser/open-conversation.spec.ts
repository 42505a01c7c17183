import { testCells } from '../../fixtures/index.ts';
import { openConversation } from '../../src/scenarios/open-conversation.ts';

testCells(openConversation);
