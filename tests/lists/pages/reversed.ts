/** All rows in a reversed column, whose positions count from the newest message. */
import { itemsBetween } from '../content.ts';
import { fill } from './common/full.ts';
import { makeList, show } from './common/list.ts';
import { readOptions } from './common/options.ts';

const options = readOptions();
const list = show(makeList('reversed'));
fill(list, itemsBetween(0, options.messages).reverse(), options);
if (options.start === 'top') list.scrollTop = -list.scrollHeight;
