import { type KeyboardEvent, type ReactElement, useState } from 'react';
import { Icon } from '../icons.tsx';

const quick = ['👍', '❤️', '😂', '😮', '🎉'];

type Props = {
  onReact: (emoji: string) => void;
  /** Opens the picker for another emoji, next to the button. */
  onMore: (button: HTMLElement) => void;
  onReply: () => void;
  /** Left out if the reader may not edit the message. */
  onEdit?: (() => void) | undefined;
  onDelete?: (() => void) | undefined;
};

/** The popover of a message with the pointer or the focus. It is one tab stop; arrow keys move within it. */
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

/** Asks for confirmation in place, because a dialog would hide the message. */
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
        // The toolbar is about to be removed, and the focus must not be lost with it.
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
