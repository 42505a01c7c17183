import {
  type CSSProperties,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type Ref,
  useState,
} from 'react';
import type { Message, User } from '../../../../shared/api.ts';
import { hasDefect } from '../../model/defects.ts';
import { dayName, timeOfDay } from '../../model/format.ts';
import { Avatar } from '../avatar.tsx';
import type { Row } from '../feed/rows.ts';
import { Icon } from '../icons.tsx';
import { isVisual } from '../media/media-size.ts';
import { MessageMedia } from '../media/message-media.tsx';
import { bubbleGround } from './fixed-ground.ts';
import { LinkCard } from './link-card.tsx';
import { memoized } from './memoized.ts';
import { MessagePoll } from './message-poll.tsx';
import { MessageQuote } from './message-quote.tsx';
import { ReactionChips } from './message-reactions.tsx';
import { MessageText } from './message-text.tsx';
import { MessageToolbar } from './message-toolbar.tsx';
import { openEmojiPicker } from './open-emoji-picker.tsx';
import { useLeakedListener } from './use-leaked-listener.ts';
import { windowed } from './windowed-content.tsx';

const useListener = hasDefect('listener-leak') ? useLeakedListener : () => undefined;

/** The actions of a row; the same object for the lifetime of the list. */
export type RowActions = {
  toggleReaction: (message: Message, emoji: string) => void;
  vote: (message: Message, position: number | null) => void;
  reply: (message: Message) => void;
  edit: (message: Message) => void;
  remove: (message: Message) => void;
  /** Shows the message at a sequence. */
  jumpTo: (sequence: number) => void;
  retry: (clientId: string) => void;
};

type RowProps = {
  row: Row;
  index: number;
  position: number;
  sender: User | undefined;
  /** The sender of the message that this one replies to. */
  quoted: User | undefined;
  /** The reader has jumped to it. */
  target: boolean;
  actions: RowActions;
  measure: Ref<HTMLElement> | null;
};

/** One message of the feed; the first of a day has the day above it. Renders again only when it changes. */
export const MessageRow = memoized(function MessageRow({
  row,
  index,
  position,
  sender,
  quoted,
  target,
  actions,
  measure,
}: RowProps): ReactElement {
  const { message, state, mine } = row;
  const [active, setActive] = useState(false);
  useListener(setActive);
  const name = mine ? 'You' : (sender?.name ?? 'Former member');
  // A list that scrolls under a resting pointer must not open popovers.
  const onPointerMove = (event: PointerEvent): void => {
    const moved = event.movementX !== 0 || event.movementY !== 0;
    if (event.pointerType === 'mouse' && moved) setActive(true);
  };
  const onBlur = (event: FocusEvent<HTMLElement>): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) setActive(false);
  };
  return (
    <article
      ref={measure}
      className={target ? `${rowClass(row)} target` : rowClass(row)}
      data-index={index}
      data-sequence={message.sequence ?? undefined}
      data-message-id={message.id ?? undefined}
      data-client-id={mine ? (message.clientId ?? undefined) : undefined}
      data-state={mine ? state : undefined}
      aria-posinset={position}
      // -1 means an unknown number of messages, so its changes render no row again (ARIA feed pattern).
      aria-setsize={-1}
      aria-label={`${name}, ${timeOfDay(message.createdAt)}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: articles of a feed take the focus (ARIA feed pattern)
      tabIndex={0}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setActive(false)}
      onFocus={() => setActive(true)}
      onBlur={onBlur}
    >
      <Content
        row={row}
        name={name}
        hue={sender?.hue ?? 0}
        quoted={quoted}
        active={active}
        actions={actions}
      />
    </article>
  );
});

function rowClass({ mine, startsGroup, endsGroup }: Row): string {
  return `row${mine ? ' mine' : ''}${startsGroup ? ' starts' : ''}${endsGroup ? ' ends' : ''}`;
}

type ContentProps = {
  row: Row;
  name: string;
  hue: number;
  quoted: User | undefined;
  active: boolean;
  actions: RowActions;
};

const RowContent = memoized(function RowContent({
  row,
  name,
  hue,
  quoted,
  active,
  actions,
}: ContentProps): ReactElement {
  const { mine, startsDay, startsUnread, startsGroup } = row;
  const message = isAlive(row.message) ? row.message : null;
  return (
    <>
      {startsDay && (
        <div className="day">
          <span>{dayName(row.message.createdAt)}</span>
        </div>
      )}
      {startsUnread && (
        <div className="unread-divider">
          <span>New messages</span>
        </div>
      )}
      <div className="line">
        {startsGroup && !mine && <Avatar name={name} hue={hue} />}
        <Bubble row={row} name={name} hue={hue} quoted={quoted} actions={actions} />
        {active && message && <Toolbar message={message} mine={mine} actions={actions} />}
      </div>
      {message && message.reactions.length > 0 && (
        <ReactionChips
          reactions={message.reactions}
          onToggle={(emoji) => actions.toggleReaction(message, emoji)}
        />
      )}
    </>
  );
});

const Content = hasDefect('hollow-rows') ? windowed(RowContent) : RowContent;

/** Whether the server has the message and it is not deleted, so that the reader can react to it. */
function isAlive(message: Row['message']): message is Message {
  return message.id !== null && message.sequence !== null && message.deletedAt === null;
}

type ToolbarProps = { message: Message; mine: boolean; actions: RowActions };

function Toolbar({ message, mine, actions }: ToolbarProps): ReactElement {
  return (
    <MessageToolbar
      onReact={(emoji) => actions.toggleReaction(message, emoji)}
      onMore={(button) => {
        // Keeps the row, because the toolbar is removed when the focus leaves the row.
        const article = button.closest('article');
        const onPick = (emoji: string): void => actions.toggleReaction(message, emoji);
        void openEmojiPicker({ button, onPick, returnTo: () => article });
      }}
      onReply={() => actions.reply(message)}
      onEdit={mine && message.kind !== 'poll' ? () => actions.edit(message) : undefined}
      onDelete={mine ? () => actions.remove(message) : undefined}
    />
  );
}

function Bubble({ row, name, hue, quoted, actions }: Omit<ContentProps, 'active'>): ReactElement {
  const { message, mine, startsGroup } = row;
  const { replyTo, poll, linkPreview } = message;
  const pictures = message.attachments.some(isVisual);
  const kind = pictures ? (message.body === '' ? ' bare' : ' captioned') : '';
  const stamp = <Stamp row={row} actions={actions} />;
  return (
    <div className={`bubble${kind}`} style={bubbleGround}>
      {startsGroup && !mine && (
        <div className="name" style={{ '--hue': hue } as CSSProperties}>
          {name}
        </div>
      )}
      {replyTo && <MessageQuote replyTo={replyTo} sender={quoted} onJump={actions.jumpTo} />}
      {message.attachments.length > 0 && <MessageMedia attachments={message.attachments} sender={name} />}
      <BubbleText message={message} stamp={stamp} />
      {linkPreview && <LinkCard preview={linkPreview} />}
      {poll && isAlive(message) && (
        <MessagePoll
          poll={poll}
          question={message.body}
          onVote={(position) => actions.vote(message, position)}
        />
      )}
    </div>
  );
}

function BubbleText({ message, stamp }: { message: Row['message']; stamp: ReactElement }): ReactElement {
  if (message.deletedAt !== null) return <div className="text text-deleted">Message deleted{stamp}</div>;
  return message.body === '' ? stamp : <MessageText text={message.body}>{stamp}</MessageText>;
}

const stateNames = { sending: 'Sending', sent: 'Sent' } as const;

/** Time and state of a message. Both state marks have the same width: a confirmation moves nothing. */
function Stamp({ row, actions }: Pick<ContentProps, 'row' | 'actions'>): ReactElement {
  const { message, state } = row;
  const { clientId } = message;
  return (
    <span className="stamp">
      {message.editedAt !== null && <span>edited</span>}
      {state === 'failed' ? (
        <span className="failed">Not sent</span>
      ) : (
        <time dateTime={message.createdAt}>{timeOfDay(message.createdAt)}</time>
      )}
      {(state === 'sending' || state === 'sent') && (
        <span className={`mark mark-${state}`} role="img" aria-label={stateNames[state]} />
      )}
      {state === 'failed' && clientId !== null && (
        <button type="button" className="retry" onClick={() => actions.retry(clientId)}>
          <Icon name="retry" /> Retry
        </button>
      )}
    </span>
  );
}
