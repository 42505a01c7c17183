import { albumSize, cardHeight, isVisual, singleSize } from '../media/media-size.ts';
import type { Row, RowMessage } from './rows.ts';

/** Sizes that the style sheet sets (CSS px). A wrong estimate only costs a correction on first sight. */
const css = {
  lineHeight: 21,
  characterWidth: 7.1,
  gutter: 84,
  widestBubble: 560,
  padding: 16,
  groupGap: 14,
  rowGap: 3,
  day: 52,
  name: 20,
  stamp: 52,
  /** The line of the time when there is no text. */
  stampLine: 20,
  media: 8,
  /** A file, and a voice note. */
  file: 56,
  pollOption: 42,
  quote: 50,
  unread: 44,
  reactions: 30,
  cardMargin: 8,
};

/** Estimates by row, for one width at a time. */
type Estimates = { listWidth: number; heights: WeakMap<Row, number> };
let estimates: Estimates = { listWidth: 0, heights: new WeakMap() };

/**
 * The height of a row before it has been rendered (CSS px), from what it contains and the list's width.
 *
 * Cached by row, because the list requests all rows at each arrival.
 */
export function estimateHeight(row: Row, listWidth: number): number {
  if (listWidth !== estimates.listWidth) estimates = { listWidth, heights: new WeakMap() };
  const known = estimates.heights.get(row);
  if (known !== undefined) return known;
  const height = rowHeight(row, listWidth);
  estimates.heights.set(row, height);
  return height;
}

function rowHeight(row: Row, listWidth: number): number {
  const bubble = Math.max(160, Math.min(css.widestBubble, (listWidth - css.gutter) * 0.86));
  const { message } = row;
  const spacing = row.startsGroup ? css.groupGap : css.rowGap;
  const heading =
    (row.startsDay ? css.day : 0) +
    (row.startsUnread ? css.unread : 0) +
    (message.replyTo ? css.quote : 0) +
    (row.startsGroup && !row.mine ? css.name : 0);
  const reactions = message.reactions.length > 0 ? css.reactions : 0;
  return Math.round(spacing + heading + reactions + contentHeight(message, bubble));
}

function contentHeight(message: RowMessage, bubbleWidth: number): number {
  const visual = message.attachments.filter(isVisual);
  const [first] = visual;
  const size = visual.length > 1 ? albumSize(visual.length) : first ? singleSize(first) : null;
  const shrink = size ? Math.min(1, bubbleWidth / size.width) : 1;
  const pictures = size ? size.height * shrink + css.media : 0;
  const files = (message.attachments.length - visual.length) * css.file;
  const options = (message.poll?.options.length ?? 0) * css.pollOption;
  const text = textHeight(message, size ? size.width * shrink : bubbleWidth);
  const card = message.linkPreview ? cardHeight(message.linkPreview) + css.cardMargin : 0;
  return pictures + files + options + text + card;
}

function textHeight(message: RowMessage, width: number): number {
  if (message.deletedAt !== null) return css.lineHeight + css.padding;
  if (message.body === '') return message.attachments.every(isVisual) ? 0 : css.stampLine;
  const perLine = Math.max(12, Math.floor((width - 24) / css.characterWidth));
  const stampCharacters = css.stamp / css.characterWidth;
  const lines = message.body.split('\n').map((line) => Math.max(1, Math.ceil(line.length / perLine)));
  const lastLength = (message.body.split('\n').at(-1)?.length ?? 0) % perLine;
  const wraps = lastLength + stampCharacters > perLine ? 1 : 0;
  return lines.reduce((sum, count) => sum + count, wraps) * css.lineHeight + css.padding;
}
