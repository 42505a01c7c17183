/** The window in a frame, with the same options. */
import { show } from './common/list.ts';

const frame = document.createElement('iframe');
const query = new URLSearchParams(location.search);
query.set('framed', '');
frame.src = `/window?${query}`;
show(frame);
