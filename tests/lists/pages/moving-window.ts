/** The newest 100 messages; older ones are never shown. */
import { fullList } from './common/full.ts';

fullList('', (messages) => Math.max(0, messages - 100));
