/**
 * What is known about each list, which lists.test.ts measures.
 *
 * - `virtualized`: what is attached depends on the screen, not on the conversation or on what was read.
 * - `partly`: something that a plain list does for every row is done for a bounded number of them (their content, their
 *   layout and paint), but not attaching those that are out of view.
 * - `not-virtualized`: every row that was loaded stays, as a whole.
 * - `cannot-tell`: all rows that can be reached are attached, and they are few of the conversation.
 */
import type { ListKind } from '../../src/core/results/list-audit.ts';

/** Rows in the document, at the start and after reading all of a conversation of n messages. */
export type Attached =
  /** As many as the screen needs, and some. */
  | 'bounded'
  /** n. */
  | 'all'
  /** 50, then n: what was loaded. */
  | 'loaded'
  /** The newest 100, and no others can be reached. */
  | 'newest';

export interface KnownList {
  /** Its address: `/<name>?messages=N`. */
  name: string;
  kind: ListKind;
  reason: string;
  /** Selectors as `src/browser/select.ts` reads them: Playwright's, and `outer >>> inner` for a frame. */
  scroller: string;
  row: string;
  attached: Attached;
  /** The rows with content that the browser lays out are bounded, however many are attached. */
  rendersFew: boolean;
  /** The package that it is made with. */
  library: string | null;
  /** Rows follow each other from the end; positions are negative. */
  reversed: boolean;
  /** The scroller and its rows lie in an open shadow root. */
  shadow: boolean;
  iframe: boolean;
  /** The document scrolls. */
  document: boolean;
  /** Rows are `<tr>`. */
  table: boolean;
  /** Rows have neither `data-id` nor an id. */
  withoutIds: boolean;
  /** A row element may become the row of another message. */
  reusesRows: boolean;
  /** No row that was attached is ever removed. */
  keepsAll: boolean;
  /** How older messages come. */
  history: 'none' | 'edge' | 'button';
  /** Pictures take their place only once they have arrived. */
  latePictures: boolean;
  /** `?late=` delays rows that come into view. */
  lateRows: boolean;
}

type Given = Pick<KnownList, 'name' | 'kind' | 'reason' | 'attached'> & Partial<KnownList>;

function known(given: Given): KnownList {
  return {
    scroller: '#list',
    row: '.row',
    rendersFew: given.kind === 'virtualized',
    library: null,
    reversed: false,
    shadow: false,
    iframe: false,
    document: false,
    table: false,
    withoutIds: false,
    reusesRows: false,
    keepsAll: given.attached !== 'bounded',
    history: 'none',
    latePictures: false,
    lateRows: false,
    ...given,
  };
}

/** A window made by hand. */
function windowed(name: string, reason: string, given: Partial<KnownList> = {}): KnownList {
  return known({ name, kind: 'virtualized', reason, attached: 'bounded', lateRows: true, ...given });
}

function made(name: string, library: string, reason: string, given: Partial<KnownList> = {}): KnownList {
  return known({ name, kind: 'virtualized', reason, attached: 'bounded', library, ...given });
}

/** Button of the lists whose history is `button`. */
export const olderButton = '.older';

export const knownLists: readonly KnownList[] = [
  known({ name: 'plain', kind: 'not-virtualized', reason: 'all rows are attached', attached: 'all' }),
  known({
    name: 'reversed',
    kind: 'not-virtualized',
    reason: 'all rows are attached, in a reversed column',
    attached: 'all',
    reversed: true,
  }),
  known({
    name: 'growing',
    kind: 'not-virtualized',
    reason: 'starts with 50 rows, and keeps each that loads at the top edge',
    attached: 'loaded',
    history: 'edge',
  }),
  known({
    name: 'button-history',
    kind: 'not-virtualized',
    reason: 'starts with 50 rows, and keeps each that a button loads',
    attached: 'loaded',
    history: 'button',
  }),
  known({
    name: 'content-visibility',
    kind: 'partly',
    reason: 'all rows are attached, but the browser skips layout and paint of those out of view',
    attached: 'all',
    rendersFew: true,
  }),
  known({
    name: 'hollow',
    kind: 'partly',
    reason: 'all rows are attached, but those out of view are empty',
    attached: 'all',
    rendersFew: true,
    lateRows: true,
  }),
  known({
    name: 'moving-window',
    kind: 'cannot-tell',
    reason: 'bounded by what can be reached: the newest 100 rows are attached, wherever the reader is',
    attached: 'newest',
  }),
  windowed('window', 'rows are created and removed between two spacers'),
  windowed('recycler', 'a pool of rows with absolute positions is written over', { reusesRows: true }),
  windowed('reversed-window', 'rows are created and removed, in a reversed column', { reversed: true }),
  windowed('shadow', 'the window, in an open shadow root', { shadow: true }),
  windowed('iframe', 'the window, in a frame', {
    iframe: true,
    scroller: 'iframe >>> #list',
    row: 'iframe >>> .row',
  }),
  windowed('table', 'the window, of rows of a table', { table: true }),
  windowed('document', 'the window, of the document', { document: true, scroller: 'html' }),
  windowed('no-ids', 'the window, of rows that say nothing about which they are', { withoutIds: true }),
  made('tanstack-virtual', '@tanstack/react-virtual', 'rows with absolute positions, measured', {
    latePictures: true,
  }),
  made('react-virtuoso', 'react-virtuoso', 'rows in flow between paddings'),
  made('virtua', 'virtua', 'rows with absolute positions, measured', { latePictures: true }),
  made('react-window', 'react-window', 'rows with absolute positions, measured'),
  made('legend-list', '@legendapp/list', 'a pool of containers with absolute positions', {
    reusesRows: true,
  }),
  made('vue-virtual-scroller', 'vue-virtual-scroller', 'a pool of views with absolute positions', {
    reusesRows: true,
  }),
  made('lit-virtualizer', '@lit-labs/virtualizer', 'rows with absolute positions, measured'),
];
