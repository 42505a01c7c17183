import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import type { Message } from '../../../shared/api.ts';
import { previewText } from '../model/preview.ts';
import { Icon } from './icons.tsx';

const longestMessage = 4000;

/** What the text will become, where that is not a new message of its own. */
export type Draft = { purpose: 'reply' | 'edit'; message: Message };

type Props = {
  draft: Draft | null;
  onSend: (body: string) => void;
  onCancel: () => void;
  /** The newest message of ours is to be edited. */
  onEditLast: () => void;
};

/** Where one writes: Enter sends, Shift and Enter start a new line. The text field grows by style alone. */
export function Composer({ draft, onSend, onCancel, onEditLast }: Props): ReactElement {
  const field = useRef<HTMLTextAreaElement>(null);
  const [empty, setEmpty] = useState(true);
  useEffect(() => {
    // On a phone the focus would open the keyboard over the messages.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true });
  }, []);
  /** What was being written when an edit began. */
  const aside = useRef<string | null>(null);
  useEffect(() => {
    const input = field.current;
    if (input === null) return;
    if (draft?.purpose === 'edit') {
      aside.current ??= input.value;
      input.value = draft.message.body;
    } else if (aside.current !== null) {
      input.value = aside.current;
      aside.current = null;
    }
    setEmpty(input.value.trim() === '');
    if (draft !== null) input.focus();
  }, [draft]);

  const clear = (): void => {
    if (field.current) field.current.value = '';
    setEmpty(true);
  };
  const cancel = (): void => {
    onCancel();
    field.current?.focus();
  };
  const send = (): void => {
    const body = field.current?.value.trim() ?? '';
    if (body === '') return;
    clear();
    onSend(body);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && draft !== null) cancel();
    else if (event.key === 'ArrowUp' && draft === null && field.current?.value === '') onEditLast();
    else if (event.key === 'Enter' && !event.shiftKey) send();
    else return;
    event.preventDefault();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {draft && <DraftBar draft={draft} onCancel={cancel} />}
      <textarea
        ref={field}
        rows={1}
        maxLength={longestMessage}
        aria-label="Message"
        placeholder="Write a message"
        enterKeyHint="send"
        onInput={(event) => setEmpty(event.currentTarget.value.trim() === '')}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="send" aria-label="Send" disabled={empty}>
        <Icon name="send" />
      </button>
    </form>
  );
}

function DraftBar({
  draft: { purpose, message },
  onCancel,
}: {
  draft: Draft;
  onCancel: () => void;
}): ReactElement {
  return (
    <div className="draft">
      <Icon name={purpose} />
      <p>
        <strong>{purpose === 'reply' ? 'Reply' : 'Edit message'}</strong> {previewText(message)}
      </p>
      <button
        type="button"
        aria-label={purpose === 'reply' ? 'Cancel reply' : 'Cancel editing'}
        onClick={onCancel}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
