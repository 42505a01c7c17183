import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Draft } from './draft-bar.tsx';

type ComposerField = {
  field: RefObject<HTMLTextAreaElement | null>;
  empty: boolean;
  /** Call it after every change of the text. */
  look: () => void;
  /** Empties the field. */
  clear: () => void;
  /** Puts a text where the cursor is. */
  insert: (text: string) => void;
};

/** The text field of the composer. The browser keeps its text, so that a key press causes no render. */
export function useComposerField(draft: Draft | null): ComposerField {
  const field = useRef<HTMLTextAreaElement>(null);
  const [empty, setEmpty] = useState(true);
  /** The text in the field when an edit began. */
  const aside = useRef<string | null>(null);
  useEffect(() => {
    // On a phone the focus would open the keyboard over the messages.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true });
  }, []);
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

  const look = (): void => setEmpty((field.current?.value ?? '').trim() === '');
  const clear = (): void => {
    // Empties the field before the message gets its row, so that one layout is enough for both.
    if (field.current) field.current.value = '';
    setEmpty(true);
  };
  const insert = (text: string): void => {
    const input = field.current;
    if (input === null || input.value.length + text.length > input.maxLength) return;
    input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
    look();
  };
  return { field, empty, look, clear, insert };
}
