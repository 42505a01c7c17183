import {
  type ReactElement,
  type Ref,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Message } from '../../../shared/api.ts';
import { hasDefect } from '../model/defects.ts';
import type { OpenConversation } from '../model/open-conversations.ts';
import { markRead } from '../model/read-marks.ts';
import { useStore } from '../model/store.ts';
import { FeedHeader } from './feed-header.tsx';
import { JumpButton } from './jump-button.tsx';
import { MessageRow, type RowActions } from './message-row.tsx';
import { PlainRows } from './plain-rows.tsx';
import { createRowBuilder } from './rows.ts';
import type { RowsHandle } from './rows-props.ts';
import { useReadingPosition } from './use-reading-position.ts';
import { VirtualRows } from './virtual-rows.tsx';

const Rows = hasDefect('no-virtualization') ? PlainRows : VirtualRows;

type FeedProps = { opened: OpenConversation; meId: number };

/** The messages of a conversation: opens at the newest, keeps the reader's place, loads older pages on the way up. */
export function Feed({ opened: { timeline, detail }, meId }: FeedProps): ReactElement {
  const { messages, pending, hasBefore, older } = useStore(timeline.state);
  const { members } = useStore(detail);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const handle = useRef<RowsHandle>(null);
  const [build] = useState(createRowBuilder);
  const rows = useMemo(
    () => build({ messages, pending, hasBefore, meId }),
    [build, messages, pending, hasBefore, meId],
  );
  const newest = messages.at(-1)?.sequence ?? 0;
  const scrollToEnd = useCallback(() => handle.current?.scrollToEnd(), []);
  const loadOlder = useCallback(() => void timeline.loadOlder(), [timeline]);
  const { atEnd, seen } = useReadingPosition({ scroller, rows, newest, scrollToEnd, loadOlder });
  useOwnMessagesInView(pending.at(-1)?.clientId, scrollToEnd);
  useEffect(() => {
    if (seen > 0) markRead(timeline.conversationId, seen);
  }, [timeline, seen]);

  const actions = useMemo(
    (): RowActions => ({
      toggleReaction: (message: Message, emoji) => void timeline.toggleReaction(message, emoji),
      retry: (clientId) => timeline.retry(clientId),
    }),
    [timeline],
  );
  const firstPending = rows.length - pending.length;
  const renderRow = (index: number, measure: Ref<HTMLElement> | null): ReactElement | null => {
    const row = rows[index];
    if (row === undefined) return null;
    const sender = members.get(row.message.senderId);
    const position = row.message.sequence ?? newest + 1 + index - firstPending;
    const place = { index, position, setSize: newest + pending.length };
    return (
      <MessageRow key={row.key} row={row} sender={sender} actions={actions} measure={measure} {...place} />
    );
  };
  const header = <FeedHeader hasBefore={hasBefore} older={older} onRetry={loadOlder} />;
  return (
    <div className="feed-frame">
      <div
        className="feed"
        ref={setScroller}
        role="feed"
        aria-label="Messages"
        aria-busy={older === 'loading'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the focused feed scrolls by the arrow keys
        tabIndex={0}
      >
        {scroller && (
          <Rows ref={handle} scroller={scroller} rows={rows} header={header} renderRow={renderRow} />
        )}
      </div>
      {!atEnd && <JumpButton unseen={newest - seen} onJump={scrollToEnd} />}
    </div>
  );
}

/** Whoever sends a message sees it, wherever they were reading. */
function useOwnMessagesInView(newestPending: string | undefined, scrollToEnd: () => void): void {
  useLayoutEffect(() => {
    if (newestPending !== undefined) scrollToEnd();
  }, [newestPending, scrollToEnd]);
}
