import type { SearchHit } from '../../../shared/api.ts';
import { ApiError, api } from './api.ts';
import { Store } from './store.ts';

export type Search = {
  text: string;
  status: 'idle' | 'loading' | 'ready' | 'failed';
  hits: readonly SearchHit[];
  next: string | null;
};

const nothing: Search = { text: '', status: 'idle', hits: [], next: null };

/** The text of the search, and its hits. */
export const search = new Store<Search>(nothing);

/** A pause in typing that starts the search. */
const pauseMs = 200;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Searches once the reader pauses; an empty text ends the search. */
export function searchFor(text: string): void {
  clearTimeout(timer);
  if (text.trim() === '') {
    search.set(nothing);
    return;
  }
  search.update({ text, status: 'loading' });
  timer = setTimeout(() => void load(text, null), pauseMs);
}

/** Adds the next page of hits; does nothing while a page is loading. */
export async function moreHits(): Promise<void> {
  const { text, status, next } = search.get();
  if (status !== 'ready' || next === null) return;
  search.update({ status: 'loading' });
  await load(text, next);
}

async function load(text: string, before: string | null): Promise<void> {
  try {
    const page = await api.search(text.trim(), before);
    // The text has changed meanwhile, so this response is obsolete.
    if (search.get().text !== text) return;
    const hits = before === null ? page.hits : [...search.get().hits, ...page.hits];
    search.update({ status: 'ready', hits, next: page.next });
  } catch (error) {
    if (search.get().text === text) search.update({ status: 'failed' });
    // The search field shows a text that the server rejects (400), so it is not reported.
    if (!(error instanceof ApiError) || error.status !== 400) reportError(error);
  }
}
