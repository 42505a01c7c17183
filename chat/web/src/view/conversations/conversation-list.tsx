import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useEffect, useState } from 'react';
import { conversationList, loadConversations } from '../../model/conversations.ts';
import { goLive } from '../../model/realtime.ts';
import { useStore } from '../../model/store.ts';
import { ConversationLink } from './conversation-link.tsx';

/** Height of one conversation in the list (CSS px), as the style sheet sets it. */
const itemHeight = 72;

/** All conversations, newest activity first. Further pages load as the reader scrolls. */
export function ConversationList({ selected }: { selected: number | null }): ReactElement {
  const { items, status, next } = useStore(conversationList);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => itemHeight,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 6,
  });
  const shown = list.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => void loadConversations(), []);
  useEffect(() => {
    if (status === 'ready' && next !== null && last >= items.length - 15) void loadConversations();
  }, [status, next, last, items.length]);
  useEffect(() => {
    if (selected === null && status === 'ready') goLive();
  }, [selected, status]);
  return (
    <nav aria-label="Conversations" className="conversations">
      <div className="conversations-scroller" ref={setScroller}>
        <ul style={{ height: list.getTotalSize() }}>
          {shown.map(({ index, start, key }) => {
            const item = items[index];
            return (
              <li key={key} style={{ transform: `translateY(${start}px)` }}>
                {item && <ConversationLink item={item} current={item.id === selected} />}
              </li>
            );
          })}
        </ul>
        {status === 'ready' && items.length === 0 && <p className="quiet">No conversations yet</p>}
        {status === 'failed' && (
          <button type="button" className="plain-button" onClick={() => void loadConversations()}>
            The conversations could not be loaded. Try again
          </button>
        )}
      </div>
    </nav>
  );
}
