import type { CSSProperties, ReactElement } from 'react';
import type { Message } from '../../../shared/api.ts';

type Props = { poll: NonNullable<Message['poll']> };

/** The options of a poll with their votes, as they stood when the message was loaded. */
export function MessagePoll({ poll }: Props): ReactElement {
  const total = poll.options.reduce((sum, { votes }) => sum + votes, 0);
  return (
    <ul className="poll">
      {poll.options.map(({ position, label, votes }) => {
        const share = total === 0 ? 0 : votes / total;
        return (
          <li key={position} style={{ '--share': share } as CSSProperties}>
            <span className="poll-label">{label}</span>
            <span className="poll-votes">
              {votes} {votes === 1 ? 'vote' : 'votes'}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
