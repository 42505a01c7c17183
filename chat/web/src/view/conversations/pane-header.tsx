import type { ReactElement } from 'react';
import type { Conversation } from '../../../../shared/api.ts';
import { connection } from '../../model/connection.ts';
import { hueOf } from '../../model/format.ts';
import type { OpenConversation } from '../../model/open-conversations.ts';
import { useStore } from '../../model/store.ts';
import { typists } from '../../model/typing.ts';
import { Avatar } from '../avatar.tsx';
import { channelNames } from '../channels.ts';
import { Icon } from '../icons.tsx';
import { Link } from '../message/link.tsx';

type Props = {
  opened: Pick<OpenConversation, 'detail' | 'online'> & { timeline: { conversationId: number } };
  meId: number | undefined;
};

/** The title of the conversation, who is online, and who is typing. */
export function PaneHeader({ opened, meId }: Props): ReactElement {
  const { conversation } = useStore(opened.detail);
  const online = useStore(opened.online);
  const others = [...online].filter((id) => id !== meId).length;
  return (
    <header className="pane-header">
      <Link href="/" className="back" aria-label="Back to the conversations">
        <Icon name="back" />
      </Link>
      {conversation && (
        <span className="pane-face">
          <Avatar name={conversation.title} hue={hueOf(conversation.title)} size="large" />
          {conversation.kind === 'direct' && others > 0 && (
            <span className="presence" role="img" aria-label="Online" />
          )}
        </span>
      )}
      <div className="pane-title">
        <h1>{conversation?.title ?? '\u00a0'}</h1>
        <Status opened={opened} others={others} />
      </div>
    </header>
  );
}

/** One line that is always present, so that a change of its text moves nothing. */
function Status({ opened, others }: Pick<Props, 'opened'> & { others: number }): ReactElement {
  const { conversation, members } = useStore(opened.detail);
  const live = useStore(connection);
  const { conversationId } = opened.timeline;
  const writing = useStore(typists).filter((typist) => typist.conversationId === conversationId);
  const names = writing.map(({ userId }) => members.get(userId)?.name.split(' ')[0] ?? 'Somebody');
  const rest = conversation ? about(conversation, others) : '';
  return <p role="status">{live === 'lost' ? 'Reconnecting…' : (writingText(names) ?? rest)}</p>;
}

function writingText([first, second, third]: readonly string[]): string | null {
  if (first === undefined) return null;
  if (second === undefined) return `${first} is writing…`;
  return third === undefined ? `${first} and ${second} are writing…` : 'Several are writing…';
}

/** The members and the channel. The number online includes the reader; it is hidden if no one else is. */
function about({ kind, memberCount, channel }: Conversation, others: number): string {
  const online = others > 0 ? `${others + 1} online` : null;
  const people = kind === 'group' ? [`${memberCount} members`, online] : [];
  return [...people, channelNames[channel] ?? channel].filter((part) => part !== null).join(' · ');
}
