import { testCells } from '../../fixtures/index.ts';
import { sendMessage } from '../../src/scenarios/send-message.ts';

testCells(sendMessage);
