import type { Attachment, LinkPreview } from '../../../../shared/api.ts';

/** The largest width of pictures (CSS px). A thumbnail of 480 px is sharp at a device pixel ratio of 1.5. */
export const mediaWidth = 320;
const tallest = 360;

type Size = { width: number; height: number };

/** Whether it is a picture or video, which are shown as an album; files and voice notes are listed below. */
export function isVisual({ kind }: Pick<Attachment, 'kind'>): boolean {
  return kind === 'image' || kind === 'video';
}

/** The space of a single picture: its own aspect ratio, limited to between 0.6 and 2.4. */
export function singleSize({ width, height }: Pick<Attachment, 'width' | 'height'>): Size {
  if (width === null || height === null || width <= 0 || height <= 0)
    return { width: mediaWidth, height: 240 };
  const ratio = Math.min(Math.max(width / height, 0.6), 2.4);
  const shown = Math.min(mediaWidth, Math.max(width, 160), Math.round(tallest * ratio));
  return { width: shown, height: Math.round(shown / ratio) };
}

const albumHeights: Record<number, number> = { 2: 208, 3: 256 };

/** The space of an album of 2, 3, or 4 and more pictures. */
export function albumSize(count: number): Size {
  return { width: mediaWidth, height: albumHeights[count] ?? mediaWidth };
}

/** The height of the card of a link, as the style sheet sets it; longer text is cut off. */
export function cardHeight({ description }: LinkPreview): number {
  return description === '' ? 52 : 88;
}
