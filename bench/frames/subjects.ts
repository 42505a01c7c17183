/** Pages whose smoothness is known: each one with a fault, and the same page without the fault. */
export interface Subject {
  title: string;
  /** The file in tests/calibration/pages, with its query. */
  page: string;
  /** The same page without the fault; undefined if this page has no fault. */
  twin?: string;
}

export const subjects: readonly Subject[] = [
  { title: 'plain: nothing happens', page: 'idle.html' },
  { title: 'blocked, clean twin: a row is updated in each frame', page: 'blocks.html?blockMs=0' },
  {
    title: 'blocked: the same, and 120 ms of every 500 are busy',
    page: 'blocks.html',
    twin: 'blocks.html?blockMs=0',
  },
  {
    title: 'main-driven, clean twin: the main thread scrolls and has nothing else to do',
    page: 'main-driven.html?workMs=0',
  },
  {
    title: 'main-driven: the same, and each frame takes it 100 ms',
    page: 'main-driven.html',
    twin: 'main-driven.html?workMs=0',
  },
  { title: 'not composited, clean twin: an opaque ground', page: 'repainted.html?ground=white' },
  {
    title: 'not composited: no ground, so that a desktop draws the list anew',
    page: 'repainted.html',
    twin: 'repainted.html?ground=white',
  },
];

/** The phone and desktop screens of Lighthouse. */
export const screens = {
  phone: { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75 },
  desktop: { viewport: { width: 1350, height: 940 }, deviceScaleFactor: 1 },
} as const;
