/** Older messages load by a button, and nothing is ever removed. */
import { historyList } from './common/history.ts';

const { list, load, hasMore } = historyList();
const button = document.createElement('button');
button.className = 'older';
button.textContent = 'Older messages';
button.addEventListener('click', load);
list.prepend(button);
const update = (): void => {
  button.hidden = !hasMore();
};
update();
new MutationObserver(update).observe(list, { childList: true, subtree: true });
