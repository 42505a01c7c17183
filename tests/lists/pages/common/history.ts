import { itemsBetween } from '../../content.ts';
import { fill } from './full.ts';
import { makeList, show, startAt } from './list.ts';
import { readOptions } from './options.ts';

const pageMessages = 50;

/** Where a list puts what loads the older messages. */
export interface History {
  list: HTMLElement;
  /** Loads the older page, if there is one and none is on the way. */
  load: () => void;
  /** Whether there are older messages. */
  hasMore: () => boolean;
}

/** A list of the newest 50 messages that adds 50 older ones at a time, after `?late=`, and never removes any. */
export function historyList(): History {
  const options = readOptions();
  const list = show(makeList('windowed'));
  const content = document.createElement('div');
  list.append(content);
  let oldest = Math.max(0, options.messages - pageMessages);
  let loading = false;
  fill(content, itemsBetween(oldest, options.messages), options);
  startAt(list, content, options);

  const prepend = (): void => {
    loading = false;
    const from = Math.max(0, oldest - pageMessages);
    const older = document.createElement('div');
    fill(older, itemsBetween(from, oldest), options);
    oldest = from;
    // What is in view stays where it is.
    const fromEnd = list.scrollHeight - list.scrollTop;
    content.prepend(...older.childNodes);
    list.scrollTop = list.scrollHeight - fromEnd;
  };
  const hasMore = (): boolean => oldest > 0;
  const load = (): void => {
    if (loading || !hasMore()) return;
    loading = true;
    setTimeout(prepend, options.lateMs);
  };
  return { list, load, hasMore };
}
