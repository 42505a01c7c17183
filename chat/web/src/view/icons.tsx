import type { ReactElement } from 'react';

const paths = {
  send: 'M4.5 12 3 4.5 21 12 3 19.5 4.5 12Zm0 0H12',
  back: 'M15 5l-7 7 7 7',
  down: 'M12 5v14m-6-6 6 6 6-6',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  play: 'M8 5.5v13l10.5-6.5z',
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
