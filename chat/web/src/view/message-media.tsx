import type { CSSProperties, ReactElement } from 'react';
import type { Attachment } from '../../../shared/api.ts';
import { duration, fileSize } from '../model/format.ts';
import { Icon } from './icons.tsx';
import { albumSize, isVisual, singleSize } from './media-size.ts';

type Props = { attachments: readonly Attachment[]; sender: string };

const shownInAlbum = 4;

/** Pictures and videos in space that is reserved before they are there, and files below them. */
export function MessageMedia({ attachments, sender }: Props): ReactElement {
  const visual = attachments.filter(isVisual);
  const files = attachments.filter((attachment) => !isVisual(attachment));
  return (
    <>
      {visual.length > 0 && <Album attachments={visual} sender={sender} />}
      {files.map((file) => (
        <FileRow key={file.id} file={file} />
      ))}
    </>
  );
}

function Album({ attachments, sender }: Props): ReactElement {
  const [first] = attachments;
  const single = attachments.length === 1 && first !== undefined;
  const { width, height } = single ? singleSize(first) : albumSize(attachments.length);
  const hidden = attachments.length - shownInAlbum;
  return (
    <div
      className={`album album-${Math.min(attachments.length, shownInAlbum)}`}
      style={{ width, aspectRatio: `${width} / ${height}` }}
    >
      {attachments.slice(0, shownInAlbum).map((attachment, index) => (
        <Tile
          key={attachment.id}
          attachment={attachment}
          sender={sender}
          more={index === shownInAlbum - 1 ? hidden : 0}
        />
      ))}
    </div>
  );
}

function Tile({
  attachment,
  sender,
  more,
}: {
  attachment: Attachment;
  sender: string;
  more: number;
}): ReactElement {
  const { id, kind, placeholder, width, height, durationMs } = attachment;
  const noun = kind === 'video' ? 'Video' : 'Photo';
  const rendition = kind === 'video' ? 'original' : 'preview';
  return (
    <a
      className="tile"
      href={`/media/${id}/${rendition}`}
      target="_blank"
      rel="noreferrer"
      style={{ '--placeholder': placeholder ?? '#8884' } as CSSProperties}
    >
      <img
        src={`/media/${id}/thumbnail`}
        width={width ?? undefined}
        height={height ?? undefined}
        alt={`${noun} from ${sender}`}
        decoding="async"
        draggable={false}
      />
      {kind === 'video' && (
        <span className="play">
          <Icon name="play" filled />
        </span>
      )}
      {kind === 'video' && durationMs !== null && <span className="length">{duration(durationMs)}</span>}
      {more > 0 && <span className="more">+{more}</span>}
    </a>
  );
}

function FileRow({ file }: { file: Attachment }): ReactElement {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1]?.toUpperCase();
  return (
    <a className="file" href={`/media/${file.id}/original`} download={file.name}>
      <span className="file-mark">
        <Icon name="file" />
      </span>
      <span className="file-words">
        <span className="file-name">{file.name}</span>
        <span className="file-size">
          {extension !== undefined && `${extension} · `}
          {fileSize(file.sizeBytes)}
        </span>
      </span>
    </a>
  );
}
