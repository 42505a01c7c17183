/** The window, whose rows have nothing that says which message they are but their text. */
import { show } from './common/list.ts';
import { readOptions } from './common/options.ts';
import { windowedList } from './common/windowed-list.ts';

windowedList(readOptions({ ids: false }), show);
