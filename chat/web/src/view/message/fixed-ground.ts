import { hasDefect } from '../../model/defects.ts';

/**
 * The defect `uncomposited`: all bubbles share one gradient that is fixed to the window, as a glance of light that does
 * not scroll. Chromium cannot scroll such a list in a layer, and paints it again in each frame.
 */
export const bubbleGround = hasDefect('uncomposited')
  ? { backgroundImage: 'linear-gradient(#ffffff40, #00000010)', backgroundAttachment: 'fixed' }
  : undefined;
