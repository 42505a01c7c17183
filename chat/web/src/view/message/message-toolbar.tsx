import { type KeyboardEvent, type ReactElement, useState } from 'react';
import { Icon } from '../icons.tsx';

const quick = ['👍', '❤️', '😂', '😮', '🎉'];

type Props = {
  onReact: (emoji: string) => void;
  /** Any other emoji is asked for, beside the button. */
  onMore: (button: HTMLElement) => void;
  onReply: () => void;
  /** Left out where the reader may not. */
  onEdit?: (() => void) | undefined;
  onDelete?: (() => void) | undefined;
};

/** The popover of a message under the pointer or the focus; one stop for Tab, arrows within. */
export function MessageToolbar({ onReact, onMore, onReply, onEdit, onDelete }: Props): ReactElement {
  return (
    <div className="quick" role="toolbar" aria-label="Message" onKeyDown={moveFocus}>
      {quick.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          tabIndex={index === 0 ? 0 : -1}
          aria-label={`React with ${emoji}`}
          onClick={() => onReact(emoji)}
        >
          {emoji}
        </button>
      ))}
      <button
        type="button"
        tabIndex={-1}
        aria-label="React with another emoji"
        aria-haspopup="dialog"
        onClick={(event) => onMore(event.currentTarget)}
      >
        <Icon name="emoji" />
      </button>
      <button type="button" tabIndex={-1} aria-label="Reply" onClick={onReply}>
        <Icon name="reply" />
      </button>
      {onEdit && (
        <button type="button" tabIndex={-1} aria-label="Edit" onClick={onEdit}>
          <Icon name="edit" />
        </button>
      )}
      {onDelete && <DeleteButton onDelete={onDelete} />}
    </div>
  );
}

/** Asks once more where it stands: a dialogue would hide the message that it is about. */
function DeleteButton({ onDelete }: { onDelete: () => void }): ReactElement {
  const [asked, setAsked] = useState(false);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={asked ? 'delete-asked' : undefined}
      aria-label={asked ? 'Delete for everyone' : 'Delete'}
      onClick={({ currentTarget }) => {
        if (!asked) return setAsked(true);
        // The toolbar goes away; the focus must not fall off the page with it.
        currentTarget.closest('article')?.focus();
        onDelete();
      }}
    >
      {asked ? 'Delete for everyone?' : <Icon name="remove" />}
    </button>
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
