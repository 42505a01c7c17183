import { openConversation } from './open-conversations.ts';
import { route } from './router.ts';
import { loadMe, me } from './session.ts';
import type { Store } from './store.ts';

/** Longer than that nobody looks at the text that the page comes with: the application says what is going on. */
const withinMs = 150;

/**
 * Waits for what the first screen shows, which the page asked for before this code had arrived.
 *
 * It is mostly there already. Rendering it at once saves a render and a layout of the empty application.
 */
export async function firstData(): Promise<void> {
  const now = route.get();
  if (now.page !== 'conversation') return;
  const { timeline, detail } = openConversation(now.id);
  const late = new Promise((resolve) => setTimeout(resolve, withinMs));
  const all = Promise.all([
    loadMe(),
    reached(timeline.state, ({ status }) => status !== 'loading'),
    reached(detail, ({ conversation }) => conversation !== null),
    reached(me, (user) => user !== null),
  ]);
  await Promise.race([all, late]);
}

/** Resolves when a store holds what is wanted. */
function reached<State>(store: Store<State>, isThere: (state: State) => boolean): Promise<void> {
  if (isThere(store.get())) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = store.subscribe(() => {
      if (!isThere(store.get())) return;
      stop();
      resolve();
    });
  });
}
