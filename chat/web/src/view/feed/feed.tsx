import { type ReactElement, type Ref, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Message } from '../../../../shared/api.ts';
import { hasDefect } from '../../model/defects.ts';
import type { OpenConversation } from '../../model/open-conversations.ts';
import { markRead } from '../../model/read-marks.ts';
import { useStore } from '../../model/store.ts';
import type { Draft } from '../composer/draft-bar.tsx';
import { MessageRow, type RowActions } from '../message/message-row.tsx';
import { FeedHeader } from './feed-header.tsx';
import { JumpButton } from './jump-button.tsx';
import { PlainRows } from './plain-rows.tsx';
import { createRowBuilder } from './rows.ts';
import type { RowsHandle } from './rows-props.ts';
import { type Place, useJump } from './use-jump.ts';
import { useReadingPosition } from './use-reading-position.ts';
import { VirtualRows } from './virtual-rows.tsx';

const Rows = hasDefect('no-virtualization') || hasDefect('hollow-rows') ? PlainRows : VirtualRows;
const jumpMisses = hasDefect('jump-misses');
const losesFocus = hasDefect('focus-lost');

type FeedProps = {
  opened: OpenConversation;
  meId: number;
  /** The message to show first; the newest if it names none. */
  place: Place;
  onDraft: (draft: Draft) => void;
};

/** The messages of a conversation: opens at the newest, keeps the place, loads older pages on scroll up. */
export function Feed({ opened, meId, place, onDraft }: FeedProps): ReactElement {
  const { timeline, detail } = opened;
  const { messages, pending, hasBefore, older } = useStore(timeline.state);
  const { members } = useStore(detail);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const handle = useRef<RowsHandle>(null);
  const [build] = useState(createRowBuilder);
  const [readUpTo] = useState(() => unreadSince(opened));
  const rows = useMemo(
    () => build({ messages, pending, hasBefore, readUpTo, meId }),
    [build, messages, pending, hasBefore, readUpTo, meId],
  );
  const newest = messages.at(-1)?.sequence ?? 0;
  const scrollToEnd = useCallback(() => handle.current?.scrollToEnd(), []);
  const jumpToEnd = jumpMisses ? () => handle.current?.scrollToRow(rows.length - 1) : scrollToEnd;
  const loadOlder = useCallback(() => void timeline.loadOlder(), [timeline]);
  const { atEnd, seen } = useReadingPosition({
    ...{ scroller, rows, newest, scrollToEnd, loadOlder },
    startsAtEnd: place.at === null,
    sending: pending.at(-1)?.clientId,
  });
  useEffect(() => {
    if (seen === 0) return;
    opened.seen = Math.max(opened.seen, seen);
    markRead(timeline.conversationId, seen);
  }, [opened, timeline, seen]);

  const { target, jumpTo } = useJump({ timeline, rows, handle, scroller, place });
  const actions = useMemo(
    (): RowActions => ({
      toggleReaction: (message: Message, emoji) => void timeline.toggleReaction(message, emoji),
      vote: (message, position) => void timeline.vote(message, position),
      reply: (message) => onDraft({ purpose: 'reply', message }),
      edit: (message) => onDraft({ purpose: 'edit', message }),
      remove: (message) => void timeline.remove(message),
      jumpTo,
      retry: (clientId) => timeline.retry(clientId),
    }),
    [timeline, onDraft, jumpTo],
  );
  const firstPending = rows.length - pending.length;
  const renderRow = (index: number, measure: Ref<HTMLElement> | null): ReactElement | null => {
    const row = rows[index];
    if (row === undefined) return null;
    const { senderId, replyTo } = row.message;
    const people = {
      sender: members.get(senderId),
      quoted: replyTo ? members.get(replyTo.senderId) : undefined,
    };
    const isTarget = target !== null && row.message.sequence === target;
    const position = row.message.sequence ?? newest + 1 + index - firstPending;
    const order = { index, position };
    return (
      <MessageRow
        key={losesFocus ? `${rows[0]?.key} ${row.key}` : row.key}
        row={row}
        target={isTarget}
        actions={actions}
        measure={measure}
        {...people}
        {...order}
      />
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
      {!atEnd && <JumpButton unseen={newest - seen} onJump={jumpToEnd} />}
    </div>
  );
}

/** The sequence up to which the reader has read; null if nothing is unread. */
function unreadSince({ detail, timeline, seen }: OpenConversation): number | null {
  const read = Math.max(detail.get().conversation?.lastReadSequence ?? 0, seen);
  const newest = timeline.state.get().messages.at(-1)?.sequence ?? 0;
  return read < newest ? read : null;
}
