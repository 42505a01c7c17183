import type { ReactElement } from 'react';
import type { Message } from '../../../../shared/api.ts';

type Toggle = (emoji: string) => void;

/** One chip for each emoji. A click adds or removes the reader's own reaction. */
export function ReactionChips(props: { reactions: Message['reactions']; onToggle: Toggle }): ReactElement {
  return (
    <div className="chips">
      {props.reactions.map(({ emoji, count, mine }) => (
        <button
          key={emoji}
          type="button"
          className="chip"
          aria-pressed={mine}
          aria-label={`${emoji} ${count} ${count === 1 ? 'reaction' : 'reactions'}`}
          onClick={() => props.onToggle(emoji)}
        >
          <span aria-hidden="true">{emoji}</span> <span aria-hidden="true">{count}</span>
        </button>
      ))}
    </div>
  );
}
