import { type ReactElement, useCallback, useEffect, useMemo, useState } from 'react';
import type { Message } from '../../../../shared/api.ts';
import { afterPaint } from '../../model/after-paint.ts';
import { hasDefect } from '../../model/defects.ts';
import { noteLeft } from '../../model/left-messages.ts';
import { type OpenConversation, openConversation } from '../../model/open-conversations.ts';
import type { Attached } from '../../model/pending.ts';
import { goLive, sayTyping } from '../../model/realtime.ts';
import { me } from '../../model/session.ts';
import { useStore } from '../../model/store.ts';
import { Composer } from '../composer/composer.tsx';
import type { Draft } from '../composer/draft-bar.tsx';
import { Feed } from '../feed/feed.tsx';
import type { Place } from '../feed/use-jump.ts';
import { Link } from '../message/link.tsx';
import { PaneHeader } from './pane-header.tsx';

const leaks = hasDefect('heap-leak');

/** One conversation: its header, its messages, and the field to write. `place` names a message to show. */
export function ConversationPane({ id, place }: { id: number; place: Place }): ReactElement {
  const opened = useMemo(() => openConversation(id), [id]);
  const { status } = useStore(opened.timeline.state);
  const { conversation } = useStore(opened.detail);
  const reader = useStore(me);
  const [draft, setDraft] = useState<Draft | null>(null);
  const cancel = useCallback(() => setDraft(null), []);
  useEffect(() => {
    const { timeline } = opened;
    return () => {
      if (leaks) noteLeft(timeline.state.get().messages);
      timeline.trim();
    };
  }, [opened]);
  const ready = status === 'ready' && reader !== null && conversation !== null;
  useEffect(() => {
    document.title = `${conversation?.title ?? 'Conversation'} · Backscroll Chat`;
    return ready ? afterPaint(goLive) : undefined;
  }, [ready, conversation?.title]);
  return (
    <>
      <PaneHeader opened={opened} meId={reader?.id} />
      {ready && <Feed opened={opened} meId={reader.id} place={place} onDraft={setDraft} />}
      {!ready && <Placeholder status={status} onRetry={() => void opened.timeline.open()} />}
      <Composer
        draft={draft}
        onSend={(body, attached) => {
          write(opened, draft, body, attached);
          cancel();
        }}
        onCancel={cancel}
        onEditLast={() => {
          const message = newestEditable(opened, reader?.id);
          if (message) setDraft({ purpose: 'edit', message });
        }}
        onTyping={() => sayTyping(id)}
      />
    </>
  );
}

function write(
  { timeline }: OpenConversation,
  draft: Draft | null,
  body: string,
  attached: readonly Attached[],
): void {
  if (draft?.purpose !== 'edit') timeline.send(body, draft?.message, attached);
  else if (body !== draft.message.body) void timeline.edit(draft.message, body);
}

function newestEditable({ timeline }: OpenConversation, meId: number | undefined): Message | undefined {
  return timeline.state
    .get()
    .messages.findLast(
      ({ senderId, deletedAt, kind }) => senderId === meId && deletedAt === null && kind !== 'poll',
    );
}

function Placeholder({ status, onRetry }: { status: string; onRetry: () => void }): ReactElement {
  if (status === 'missing') {
    return (
      <div className="notice">
        <p>This conversation does not exist, or you are not a member of it.</p>
        <Link href="/">All conversations</Link>
      </div>
    );
  }
  if (status === 'failed') {
    return (
      <div className="notice">
        <p>The messages could not be loaded.</p>
        <button type="button" className="plain-button" onClick={onRetry}>
          Try again
        </button>
      </div>
    );
  }
  return <div className="notice">Loading your messages…</div>;
}
