import {
  type CSSProperties,
  type FocusEvent,
  memo,
  type PointerEvent,
  type ReactElement,
  type Ref,
  useState,
} from 'react';
import type { Message, User } from '../../../shared/api.ts';
import { dayName, timeOfDay } from '../model/format.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { MessageMedia } from './message-media.tsx';
import { MessagePoll } from './message-poll.tsx';
import { QuickReactions, ReactionChips } from './message-reactions.tsx';
import { MessageText } from './message-text.tsx';
import type { Row } from './rows.ts';

/** What a row may do; the same object for the life of the list. */
export type RowActions = {
  toggleReaction: (message: Message, emoji: string) => void;
  retry: (clientId: string) => void;
};

type RowProps = {
  row: Row;
  index: number;
  position: number;
  setSize: number;
  sender: User | undefined;
  actions: RowActions;
  measure: Ref<HTMLElement> | null;
};

/** One message of the feed, with the day above it where it is the first of a day. */
export function MessageRow({
  row,
  index,
  position,
  setSize,
  sender,
  actions,
  measure,
}: RowProps): ReactElement {
  const { message, state, mine } = row;
  const [active, setActive] = useState(false);
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
      className={rowClass(row)}
      data-index={index}
      data-sequence={message.sequence ?? undefined}
      data-message-id={message.id ?? undefined}
      data-client-id={mine ? (message.clientId ?? undefined) : undefined}
      data-state={mine ? state : undefined}
      aria-posinset={position}
      aria-setsize={setSize}
      aria-label={`${name}, ${timeOfDay(message.createdAt)}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: articles of a feed take the focus (ARIA feed pattern)
      tabIndex={0}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setActive(false)}
      onFocus={() => setActive(true)}
      onBlur={onBlur}
    >
      <RowContent row={row} name={name} hue={sender?.hue ?? 0} active={active} actions={actions} />
    </article>
  );
}

function rowClass({ mine, startsGroup, endsGroup }: Row): string {
  return `row${mine ? ' mine' : ''}${startsGroup ? ' starts' : ''}${endsGroup ? ' ends' : ''}`;
}

type ContentProps = { row: Row; name: string; hue: number; active: boolean; actions: RowActions };

const RowContent = memo(function RowContent({ row, name, hue, active, actions }: ContentProps): ReactElement {
  const { message, mine, startsDay, startsGroup } = row;
  const toggle = isConfirmed(message) ? (emoji: string) => actions.toggleReaction(message, emoji) : null;
  return (
    <>
      {startsDay && (
        <div className="day">
          <span>{dayName(message.createdAt)}</span>
        </div>
      )}
      <div className="line">
        {startsGroup && !mine && <Avatar name={name} hue={hue} />}
        <Bubble row={row} name={name} hue={hue} actions={actions} />
        {active && toggle && <QuickReactions onToggle={toggle} />}
      </div>
      {message.reactions.length > 0 && toggle && (
        <ReactionChips reactions={message.reactions} onToggle={toggle} />
      )}
    </>
  );
});

function isConfirmed(message: Row['message']): message is Message {
  return message.id !== null && message.sequence !== null;
}

function Bubble({ row, name, hue, actions }: Omit<ContentProps, 'active'>): ReactElement {
  const { message, mine, startsGroup } = row;
  const pictures = message.attachments.some(({ kind }) => kind !== 'file');
  const kind = pictures ? (message.body === '' ? ' bare' : ' captioned') : '';
  const stamp = <Stamp row={row} actions={actions} />;
  return (
    <div className={`bubble${kind}`}>
      {startsGroup && !mine && (
        <div className="name" style={{ '--hue': hue } as CSSProperties}>
          {name}
        </div>
      )}
      {message.attachments.length > 0 && <MessageMedia attachments={message.attachments} sender={name} />}
      {message.body === '' ? stamp : <MessageText text={message.body}>{stamp}</MessageText>}
      {message.poll && <MessagePoll poll={message.poll} />}
    </div>
  );
}

const stateNames = { sending: 'Sending', sent: 'Sent' } as const;

/** Time and state of a message; both marks are equally wide, so that a confirmation moves nothing. */
function Stamp({ row, actions }: Pick<ContentProps, 'row' | 'actions'>): ReactElement {
  const { message, state } = row;
  const { clientId } = message;
  return (
    <span className="stamp">
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
