import { lazy, type ReactElement, Suspense, useEffect, useSyncExternalStore } from 'react';
import { route } from '../model/router.ts';
import { search } from '../model/search.ts';
import { loadMe, me } from '../model/session.ts';
import { useStore } from '../model/store.ts';
import { Avatar } from './avatar.tsx';
import { ConversationList } from './conversations/conversation-list.tsx';
import { ConversationPane } from './conversations/conversation-pane.tsx';
import { SearchField, SearchResults } from './conversations/search-results.tsx';
import { Icon } from './icons.tsx';
import { Link } from './message/link.tsx';
import { Overlay } from './overlay.tsx';

// Loaded on demand: users who are already logged in do not need it.
const Login = lazy(async () => ({ default: (await import('./login.tsx')).Login }));

const nowhere = { at: null };
const wide = matchMedia('(min-width: 900px)');
const onWide = (changed: () => void): (() => void) => {
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
};

/** Two panes on a wide window, one on a narrow one. */
export function App(): ReactElement {
  const now = useStore(route);
  const twoPanes = useSyncExternalStore(onWide, () => wide.matches);
  const loggingIn = now.page === 'login';
  useEffect(() => {
    if (!loggingIn) void loadMe();
  }, [loggingIn]);
  if (now.page === 'login') {
    return (
      <Suspense fallback={<p className="boot">Loading…</p>}>
        <Login reason={now.reason} />
      </Suspense>
    );
  }
  const selected = now.page === 'conversation' ? now.id : null;
  return (
    <div className="app">
      {(twoPanes || now.page === 'list') && <Sidebar selected={selected} main={!twoPanes} />}
      {selected !== null && (
        <main className="pane">
          <ConversationPane
            key={selected}
            id={selected}
            place={now.page === 'conversation' ? now : nowhere}
          />
        </main>
      )}
      {(now.page === 'unknown' || (now.page === 'list' && twoPanes)) && <EmptyPane page={now.page} />}
      <Overlay />
    </div>
  );
}

function Sidebar({ selected, main }: { selected: number | null; main: boolean }): ReactElement {
  const reader = useStore(me);
  const searching = useStore(search).status !== 'idle';
  const Element = main ? 'main' : 'div';
  useEffect(() => {
    if (selected === null) document.title = 'Conversations · Backscroll Chat';
  }, [selected]);
  return (
    <Element className="sidebar">
      <header className="pane-header">
        <h2>Conversations</h2>
        {reader && (
          <span title={reader.name}>
            <Avatar name={reader.name} hue={reader.hue} />
          </span>
        )}
      </header>
      <SearchField />
      {searching ? <SearchResults /> : <ConversationList selected={selected} />}
    </Element>
  );
}

function EmptyPane({ page }: { page: 'list' | 'unknown' }): ReactElement {
  return (
    <main className="pane pane-empty">
      <Icon name="chat" />
      <p>{page === 'list' ? 'Choose a conversation' : 'There is nothing at this address.'}</p>
      {page === 'unknown' && <Link href="/">All conversations</Link>}
    </main>
  );
}
