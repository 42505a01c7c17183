import { Store } from './store.ts';

/** Whether live updates arrive; `starting` until the first connection stands. */
export const connection = new Store<'starting' | 'live' | 'lost'>('starting');
