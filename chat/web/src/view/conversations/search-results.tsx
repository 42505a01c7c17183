import { Fragment, type ReactElement, type ReactNode } from 'react';
import { whenShort } from '../../model/format.ts';
import { moreHits, search, searchFor } from '../../model/search.ts';
import { useStore } from '../../model/store.ts';
import { Icon } from '../icons.tsx';
import { Link } from '../message/link.tsx';

/** The search field above the conversations. */
export function SearchField(): ReactElement {
  const { text } = useStore(search);
  return (
    <search className="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label="Search messages"
        placeholder="Search messages"
        value={text}
        maxLength={200}
        onChange={(event) => searchFor(event.currentTarget.value)}
      />
    </search>
  );
}

/** The hits, newest first, in place of the conversations. */
export function SearchResults(): ReactElement {
  const { text, status, hits, next } = useStore(search);
  const words = text.trim().split(/\s+/u);
  return (
    <section className="conversations-scroller" aria-label="Search results">
      <p className="hidden" role="status">
        {status === 'ready' ? `${hits.length}${next === null ? '' : ' or more'} messages found` : ''}
      </p>
      <ul className="hits">
        {hits.map((hit) => (
          <li key={hit.messageId}>
            <Link href={`/c/${hit.conversationId}?at=${hit.sequence}`} className="hit">
              <span className="hit-title">{hit.conversationTitle}</span>
              <time className="conversation-time" dateTime={hit.createdAt}>
                {whenShort(hit.createdAt)}
              </time>
              <span className="hit-text">
                {hit.senderName.split(' ')[0]}: {marked(hit.excerpt, words)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {status === 'ready' && hits.length === 0 && <p className="quiet">No message has all these words</p>}
      {status === 'failed' && (
        <p className="quiet">The search failed. Change the text to try again: at most eight words.</p>
      )}
      {status === 'ready' && next !== null && (
        <button type="button" className="plain-button" onClick={() => void moreHits()}>
          Older messages
        </button>
      )}
    </section>
  );
}

/** The text with the found words marked. */
function marked(text: string, words: readonly string[]): ReactNode {
  const escaped = words.filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (escaped.length === 0) return text;
  // With a group, `split` keeps the separators, at odd indexes.
  return text.split(new RegExp(`(${escaped.join('|')})`, 'giu')).map((part, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which change together
    return index % 2 === 1 ? <mark key={index}>{part}</mark> : <Fragment key={index}>{part}</Fragment>;
  });
}
