import type { CSSProperties, ReactElement } from 'react';
import type { Poll } from '../../../../shared/api.ts';

type Props = { poll: Poll; question: string; onVote: (position: number | null) => void };

/** The options of a poll with their votes. A click votes; a click on the reader's own vote withdraws it. */
export function MessagePoll({ poll, question, onVote }: Props): ReactElement {
  const total = poll.options.reduce((sum, { votes }) => sum + votes, 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend of its own
    <div className="poll" role="group" aria-label={question}>
      {poll.options.map(({ position, label, votes, mine }) => {
        const share = total === 0 ? 0 : votes / total;
        return (
          <button
            key={position}
            type="button"
            aria-pressed={mine}
            style={{ '--share': share } as CSSProperties}
            onClick={() => onVote(mine ? null : position)}
          >
            <span className="poll-label">{label}</span>
            <span className="poll-votes">
              {votes} {votes === 1 ? 'vote' : 'votes'}
            </span>
          </button>
        );
      })}
    </div>
  );
}
