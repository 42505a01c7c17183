import type { ReactElement } from 'react';

const paths = {
  send: 'M4.5 12 3 4.5 21 12 3 19.5 4.5 12Zm0 0H12',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M12 5v14m-6-6 6 6 6-6',
  download: 'M12 4v11m-5-5 5 5 5-5M5 19.5h14',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M8.5 6v12M15.5 6v12',
  clip: 'M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.3a1.6 1.6 0 0 1-2.3-2.3l7.4-7.4',
  emoji: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9 10h.01M15 10h.01M8.5 14.2a4.2 4.2 0 0 0 7 0',
  retry: 'M20 12a8 8 0 1 1-2.3-5.6M20 3v4.5h-4.5',
  reply: 'M10 6 4.5 11.5 10 17m-5-5.5h8.5a6 6 0 0 1 6 6v.5',
  edit: 'M5 19l1-4L16.5 4.5l3 3L9 18zM14.5 6.5l3 3',
  remove: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7',
  close: 'M6 6l12 12M18 6 6 18',
  search: 'M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM16 16l4.5 4.5',
  chat: 'M4 5h16v11H9.5L5 20v-4H4z',
} as const;

/** A line drawing of 24 units that takes the colour and size of the text around it. */
export function Icon({ name, filled = false }: { name: keyof typeof paths; filled?: boolean }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
