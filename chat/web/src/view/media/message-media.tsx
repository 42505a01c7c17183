import type { ReactElement } from 'react';
import { fileSize } from '../../model/format.ts';
import type { ShownAttachment } from '../../model/pending.ts';
import { Icon } from '../icons.tsx';
import { Album } from './album.tsx';
import { isVisual } from './media-size.ts';
import { mediaUrl } from './media-url.ts';
import { VoiceNote } from './voice-note.tsx';

type Props = { attachments: readonly ShownAttachment[]; sender: string };

/** Pictures and videos in space that is reserved before they load; files and voice notes below them. */
export function MessageMedia({ attachments, sender }: Props): ReactElement {
  const visual = attachments.filter(isVisual);
  const others = attachments.filter((attachment) => !isVisual(attachment));
  return (
    <>
      {visual.length > 0 && <Album attachments={visual} sender={sender} />}
      {others.map((other) =>
        other.kind === 'voice' ? (
          <VoiceNote key={other.id} note={other} sender={sender} />
        ) : (
          <FileRow key={other.id} file={other} />
        ),
      )}
    </>
  );
}

function FileRow({ file }: { file: ShownAttachment }): ReactElement {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1]?.toUpperCase();
  return (
    <a className="file" href={mediaUrl(file, 'original')} download={file.name}>
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
