import { Store } from './store.ts';

/** Whether live updates arrive; `starting` until the first connection. */
export const connection = new Store<'starting' | 'live' | 'lost'>('starting');
