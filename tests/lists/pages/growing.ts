/** Older messages load at the top edge, and nothing is ever removed. */
import { historyList } from './common/history.ts';

const { list, load } = historyList();
list.addEventListener('scroll', () => {
  if (list.scrollTop < 200) load();
});
