import type { ReactElement } from 'react';

const paths = {
  send: 'M4.5 12 3 4.5 21 12 3 19.5 4.5 12Zm0 0H12',
  back: 'M15 5l-7 7 7 7',
  down: 'M12 5v14m-6-6 6 6 6-6',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  play: 'M8 5.5v13l10.5-6.5z',
  retry: 'M20 12a8 8 0 1 1-2.3-5.6M20 3v4.5h-4.5',
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
