import { testCells } from '../../fixtures/index.ts';
import { scrollHistory } from '../../src/scenarios/scroll-history.ts';

testCells(scrollHistory);
