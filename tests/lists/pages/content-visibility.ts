/** All rows, of which the browser neither lays out nor paints those out of view. */
import { fullList } from './common/full.ts';

fullList('skipped');
