import { memo, type ReactElement } from 'react';
import type { Conversation } from '../../../../shared/api.ts';
import { hueOf, whenShort } from '../../model/format.ts';
import { Avatar } from '../avatar.tsx';
import { channelNames } from '../channels.ts';
import { Link } from '../message/link.tsx';

const channelLetters = { whatsapp: 'W', email: '@', sms: 'S' } as const;

type Props = { item: Conversation; current: boolean };

/** One conversation in the list. */
export const ConversationLink = memo(function ConversationLink({ item, current }: Props): ReactElement {
  const { id, title, channel, kind, lastMessage } = item;
  const unread = Math.max(0, item.lastSequence - item.lastReadSequence);
  const sender =
    kind === 'group' && lastMessage && lastMessage.senderName !== '' ? lastMessage.senderName : null;
  return (
    <Link
      href={`/c/${id}`}
      className={unread > 0 ? 'conversation unread' : 'conversation'}
      aria-current={current ? 'page' : undefined}
    >
      <span className="conversation-face">
        <Avatar name={title} hue={hueOf(title)} size="large" />
        {channel !== 'web' && (
          <span className={`channel channel-${channel}`} role="img" aria-label={channelNames[channel]}>
            {channelLetters[channel]}
          </span>
        )}
      </span>
      <span className="conversation-title">{title}</span>
      {lastMessage && (
        <time className="conversation-time" dateTime={lastMessage.createdAt}>
          {whenShort(lastMessage.createdAt)}
        </time>
      )}
      <span className="conversation-preview">
        {sender !== null && <span className="conversation-sender">{sender.split(' ')[0]}: </span>}
        {lastMessage?.preview ?? 'No messages yet'}
      </span>
      {unread > 0 && (
        <span className="badge">
          {unread > 99 ? '99+' : unread}
          <span className="hidden"> unread</span>
        </span>
      )}
    </Link>
  );
});
