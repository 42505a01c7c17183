/** The classic window: rows are created and removed between two spacers. */
import { show } from './common/list.ts';
import { readOptions } from './common/options.ts';
import { windowedList } from './common/windowed-list.ts';

windowedList(readOptions(), show);
