/**
 * Faults that can be planted one by one (`CHAT_DEFECTS`, comma separated), to prove that a harness sees them, and what
 * each does. docs/defects.md says what should notice it.
 */
export const defects = {
  'no-virtualization': 'every loaded row is in the document',
  'more-work': 'each component that is rendered computes something of no use',
  'blank-rows':
    'rows that come into view while the list scrolls appear 400 ms late; until then the ground is blank',
  'lost-anchor': 'older messages that are put in front push the text down that the reader looks at',
  'layout-shift': 'pictures have no reserved space, so rows grow when they load',
  'jump-misses':
    'a jump to a message or to the newest goes to an offset guessed from one height for all rows, and misses',
  'duplicate-rows': 'each older page repeats the message at its edge, which is shown twice',
  'message-loss':
    'one in 20 messages is acknowledged, but sent to no connected client, and missing there until a reload',
  'heap-leak': 'each visit to a conversation leaves a copy of its messages in memory',
  'listener-leak': 'each row that is mounted leaves a listener on the window',
  'slow-composer': 'each key in the composer lays the list out again and again, about 120 ms of work',
  'rerender-all':
    'each arriving message renders all rows in the document again, with slow formatting of dates',
  'full-size-images': 'pictures in the list are the originals instead of thumbnails',
  'focus-lost':
    'older messages give all rows new keys: their elements are replaced, with focus and selection',
  'resize-jump': 'another width of the window takes the reader to the newest message',
  'hollow-rows': 'the elements of all loaded rows stay in the document; only what is in them is windowed',
  'never-removes': 'rows are mounted when they come into view, and never removed',
  uncomposited:
    'bubbles share a gradient that is fixed to the window, so the main thread scrolls and repaints the list',
} as const;

export type Defect = keyof typeof defects;
