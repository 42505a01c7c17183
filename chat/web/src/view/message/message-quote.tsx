import type { CSSProperties, ReactElement } from 'react';
import type { Message, User } from '../../../../shared/api.ts';

type Props = {
  replyTo: NonNullable<Message['replyTo']>;
  sender: User | undefined;
  onJump: (sequence: number) => void;
};

/** One line of the message that a message replies to. A click jumps to it. */
export function MessageQuote({ replyTo, sender, onJump }: Props): ReactElement {
  const name = sender?.name ?? 'Former member';
  return (
    <button
      type="button"
      className="quote"
      style={{ '--hue': sender?.hue ?? 0 } as CSSProperties}
      aria-label={`In answer to ${name}: ${replyTo.preview}`}
      onClick={() => onJump(replyTo.sequence)}
    >
      <span className="quote-name">{name}</span>
      <span className="quote-text">{replyTo.preview}</span>
    </button>
  );
}
