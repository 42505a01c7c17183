import type { KeyboardEvent, ReactElement } from 'react';
import type { Message } from '../../../shared/api.ts';

type Toggle = (emoji: string) => void;

/** One chip for each emoji; a click adds or takes back our own. */
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

const quick = ['👍', '❤️', '😂', '😮', '🎉'];

/** The popover of a message under the pointer or the focus; one stop for Tab, arrows within. */
export function QuickReactions({ onToggle }: { onToggle: Toggle }): ReactElement {
  return (
    <div className="quick" role="toolbar" aria-label="React" onKeyDown={moveFocus}>
      {quick.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          tabIndex={index === 0 ? 0 : -1}
          aria-label={`React with ${emoji}`}
          onClick={() => onToggle(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons.at((index + step) % buttons.length)?.focus();
}
