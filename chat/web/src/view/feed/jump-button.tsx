import type { ReactElement } from 'react';
import { Icon } from '../icons.tsx';

/** A button back to the newest message, with the number of messages that arrived meanwhile. */
export function JumpButton({ unseen, onJump }: { unseen: number; onJump: () => void }): ReactElement {
  if (unseen <= 0) {
    return (
      <button type="button" className="jump" aria-label="Jump to the newest message" onClick={onJump}>
        <Icon name="down" />
      </button>
    );
  }
  return (
    <button type="button" className="jump jump-new" onClick={onJump}>
      <Icon name="down" /> New messages <span className="badge">{unseen > 99 ? '99+' : unseen}</span>
    </button>
  );
}
