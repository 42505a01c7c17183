import { testCells } from '../../fixtures/index.ts';
import { readLive } from '../../src/scenarios/read-live.ts';

testCells(readLive);
