import type { CSSProperties, ReactElement } from 'react';
import { initials } from '../model/format.ts';

type Props = { name: string; hue: number; size?: 'small' | 'large' };

/** Initials on a quiet tint of the person's hue (degrees). */
export function Avatar({ name, hue, size = 'small' }: Props): ReactElement {
  return (
    <span className={`avatar avatar-${size}`} style={{ '--hue': hue } as CSSProperties} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
