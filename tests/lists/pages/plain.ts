/** All rows. */
import { fullList } from './common/full.ts';

fullList();
