import { type CSSProperties, type MouseEvent, type ReactElement, useState } from 'react';
import { hasDefect } from '../../model/defects.ts';
import { duration } from '../../model/format.ts';
import type { ShownAttachment } from '../../model/pending.ts';
import { Icon } from '../icons.tsx';
import { isPlainClick } from '../plain-click.ts';
import { albumSize, singleSize } from './media-size.ts';
import { mediaUrl } from './media-url.ts';
import { openViewer } from './open-viewer.tsx';
import { unreserved } from './unreserved.ts';

type Props = { attachments: readonly ShownAttachment[]; sender: string };

const shownInAlbum = 4;

/** The pictures and videos of a message, in space that is reserved before they load. */
export function Album({ attachments, sender }: Props): ReactElement {
  const [first] = attachments;
  const single = attachments.length === 1 && first !== undefined;
  const { width, height } = single ? singleSize(first) : albumSize(attachments.length);
  const hidden = attachments.length - shownInAlbum;
  return (
    <div
      className={`album album-${Math.min(attachments.length, shownInAlbum)}`}
      style={
        hasDefect('layout-shift') ? unreserved.album(width) : { width, aspectRatio: `${width} / ${height}` }
      }
    >
      {attachments.slice(0, shownInAlbum).map((attachment, index) => (
        <Tile
          // biome-ignore lint/suspicious/noArrayIndexKey: the place of a picture is its identity: sent, it gets another id
          key={index}
          attachment={attachment}
          sender={sender}
          more={index === shownInAlbum - 1 ? Math.max(0, hidden) : 0}
          onView={(tile) => void openViewer(tile, { pictures: attachments, start: index, sender })}
        />
      ))}
    </div>
  );
}

type TileProps = {
  attachment: ShownAttachment;
  sender: string;
  /** How many pictures of the album have no tile. */
  more: number;
  onView: (tile: HTMLAnchorElement) => void;
};

/** A picture that opens in the viewer, or a video that plays in its place. */
function Tile({ attachment, sender, more, onView }: TileProps): ReactElement {
  const [playing, setPlaying] = useState(false);
  const { kind, placeholder, width, height, durationMs, localUrl } = attachment;
  const video = kind === 'video';
  const style = { '--placeholder': placeholder ?? '#8884' } as CSSProperties;
  const href = mediaUrl(attachment, video ? 'original' : 'preview');
  const shown = hasDefect('full-size-images') && !video ? 'original' : 'thumbnail';
  const space = hasDefect('layout-shift')
    ? { style: unreserved.picture }
    : { width: width ?? undefined, height: height ?? undefined };
  const onClick = (event: MouseEvent<HTMLAnchorElement>): void => {
    if (href === undefined || !isPlainClick(event)) return;
    event.preventDefault();
    if (video && more === 0) setPlaying(true);
    else onView(event.currentTarget);
  };
  if (playing) {
    return (
      <div className="tile" style={style}>
        <Clip attachment={attachment} sender={sender} />
      </div>
    );
  }
  return (
    <a className="tile" href={href} target="_blank" rel="noreferrer" style={style} onClick={onClick}>
      <img
        src={mediaUrl(attachment, shown) ?? localUrl ?? undefined}
        {...space}
        alt={`${video ? 'Video' : 'Photo'} from ${sender}`}
        decoding="async"
        draggable={false}
      />
      {video && (
        <span className="play">
          <Icon name="play" filled />
        </span>
      )}
      {video && durationMs !== null && <span className="length">{duration(durationMs)}</span>}
      {more > 0 && <span className="more">+{more}</span>}
    </a>
  );
}

/** Created by the click that plays it, so that until then a video costs no more than its picture. */
function Clip({ attachment, sender }: Pick<TileProps, 'attachment' | 'sender'>): ReactElement {
  return (
    // biome-ignore lint/a11y/useMediaCaption: there are no captions of what somebody has just filmed
    <video
      ref={takeFocus}
      src={mediaUrl(attachment, 'original')}
      poster={mediaUrl(attachment, 'preview')}
      aria-label={`Video from ${sender}`}
      controls
      autoPlay
      playsInline
    />
  );
}

/** Takes the focus, because the link that had it was removed. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
