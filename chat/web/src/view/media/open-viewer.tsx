import { openOverlay } from '../overlay.tsx';
import type { Viewing } from './viewing.ts';

/** Shows the picture of a tile over the page. The code for it loads with the first use. */
export async function openViewer(tile: HTMLAnchorElement, viewing: Viewing): Promise<void> {
  try {
    const { Viewer } = await import('./viewer.tsx');
    openOverlay({
      ...{ label: `Pictures from ${viewing.sender}`, className: 'viewer', returnTo: () => tile },
      content: (close) => <Viewer {...viewing} close={close} />,
    });
  } catch (error) {
    reportError(error);
    // The tile is a link to the same picture.
    window.open(tile.href, '_blank', 'noreferrer');
  }
}
