import { type ClipboardEvent, type KeyboardEvent, type ReactElement, useRef } from 'react';
import { hasDefect } from '../../model/defects.ts';
import type { Attached } from '../../model/pending.ts';
import { Icon } from '../icons.tsx';
import { openEmojiPicker } from '../message/open-emoji-picker.tsx';
import { type Draft, DraftBar } from './draft-bar.tsx';
import { layOutAgain } from './lay-out-again.ts';
import { useAttaching } from './use-attaching.ts';
import { useComposerField } from './use-composer-field.ts';
import { useDroppedFiles } from './use-dropped-files.ts';

const longestMessage = 4000;
const laysOutAgain = hasDefect('slow-composer');

type Props = {
  draft: Draft | null;
  onSend: (body: string, attached: readonly Attached[]) => void;
  onCancel: () => void;
  /** The reader wants to edit their newest message. */
  onEditLast: () => void;
  /** The reader types a new message. */
  onTyping: () => void;
};

/** The form for a message: Enter sends, Shift and Enter begin a new line. The field grows by CSS only. */
export function Composer({ draft, onSend, onCancel, onEditLast, onTyping }: Props): ReactElement {
  const { field, empty, look, clear, insert } = useComposerField(draft);
  const { status, tray, add, take } = useAttaching();
  const dropping = useDroppedFiles(add);
  const editing = draft?.purpose === 'edit';
  const withFiles = !editing && status !== 'none';

  const cancel = (): void => {
    onCancel();
    field.current?.focus();
  };
  const send = (): void => {
    const body = field.current?.value.trim() ?? '';
    if (withFiles ? status === 'busy' : body === '') return;
    onSend(body, withFiles ? take() : []);
    clear();
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
      className={dropping ? 'composer dropping' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {tray && !editing && <tray.View uploads={tray.uploads} />}
      {draft && <DraftBar draft={draft} onCancel={cancel} />}
      {!editing && <AttachButton onFiles={add} />}
      <textarea
        ref={field}
        rows={1}
        maxLength={longestMessage}
        aria-label="Message"
        placeholder="Write a message"
        enterKeyHint="send"
        onInput={(event) => {
          if (laysOutAgain) layOutAgain();
          look();
          if (!editing && event.currentTarget.value !== '') onTyping();
        }}
        onKeyDown={onKeyDown}
        onPaste={(event) => pasteFiles(event, add)}
      />
      <EmojiButton
        onOpen={(button) =>
          void openEmojiPicker({
            ...{ button, onPick: insert },
            returnTo: (picked) => (picked ? field.current : button),
          })
        }
      />
      <button
        type="submit"
        className="send"
        aria-label="Send"
        disabled={withFiles ? status === 'busy' : empty}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}

/** Adds files from the clipboard. A text that is also a picture, as from a word processor, stays a text. */
function pasteFiles(event: ClipboardEvent, add: (files: readonly File[]) => void): void {
  const { files, types } = event.clipboardData;
  if (files.length === 0 || types.includes('text/plain')) return;
  event.preventDefault();
  add([...files]);
}

function AttachButton({ onFiles }: { onFiles: (files: readonly File[]) => void }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // Otherwise the same file could not be chosen again.
          currentTarget.value = '';
        }}
      />
      <button
        type="button"
        className="aside"
        aria-label="Attach files"
        onClick={() => input.current?.click()}
      >
        <Icon name="clip" />
      </button>
    </>
  );
}

function EmojiButton({ onOpen }: { onOpen: (button: HTMLElement) => void }): ReactElement {
  return (
    <button
      type="button"
      className="aside"
      aria-label="Insert an emoji"
      aria-haspopup="dialog"
      onClick={({ currentTarget }) => onOpen(currentTarget)}
    >
      <Icon name="emoji" />
    </button>
  );
}
