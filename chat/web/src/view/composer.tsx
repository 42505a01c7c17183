import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { Icon } from './icons.tsx';

const longestMessage = 4000;

/** Where one writes: Enter sends, Shift and Enter start a new line. The text field grows by style alone. */
export function Composer({ onSend }: { onSend: (body: string) => void }): ReactElement {
  const field = useRef<HTMLTextAreaElement>(null);
  const [empty, setEmpty] = useState(true);
  useEffect(() => {
    // On a phone the focus would open the keyboard over the messages.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true });
  }, []);

  const send = (): void => {
    const input = field.current;
    const body = input?.value.trim() ?? '';
    if (input === null || body === '') return;
    input.value = '';
    setEmpty(true);
    onSend(body);
    input.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
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
