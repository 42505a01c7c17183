import type { ReactElement } from 'react';
import { fileSize } from '../../model/format.ts';
import { useStore } from '../../model/store.ts';
import { type UploadItem, Uploads } from '../../model/uploads.ts';
import { Icon } from '../icons.tsx';
import './upload-tray.css';

/** An empty list of files. It is in the same chunk as the component that shows it. */
export function newUploads(): Uploads {
  return new Uploads();
}

/** Shows the files for the next message above the field. */
export function UploadTray({ uploads }: { uploads: Uploads }): ReactElement | null {
  const { items, notice } = useStore(uploads.state);
  if (items.length === 0) return null;
  const uploaded = items.filter(({ upload }) => upload !== null).length;
  return (
    <div className="uploads">
      <ul aria-label="Files to send">
        {items.map((item) => (
          <UploadRow
            key={item.key}
            item={item}
            onRemove={() => uploads.remove(item.key)}
            onRetry={() => uploads.retry(item.key)}
          />
        ))}
      </ul>
      <p role="status" className={notice === null ? 'hidden' : 'uploads-notice'}>
        {notice ?? `${uploaded} of ${items.length} files uploaded`}
      </p>
    </div>
  );
}

type RowProps = { item: UploadItem; onRemove: () => void; onRetry: () => void };

function UploadRow({ item, onRemove, onRetry }: RowProps): ReactElement {
  const { file, localUrl, upload, problem } = item;
  return (
    <li className="upload">
      {localUrl === null ? (
        <span className="file-mark">
          <Icon name="file" />
        </span>
      ) : (
        <img src={localUrl} alt="" />
      )}
      <span className="file-words">
        <span className="file-name">{file.name}</span>
        <UploadState item={item} />
      </span>
      {problem !== null && !problem.final && (
        <button type="button" aria-label={`Upload ${file.name} again`} onClick={onRetry}>
          <Icon name="retry" />
        </button>
      )}
      <button
        type="button"
        aria-label={`${upload === null && problem === null ? 'Cancel' : 'Remove'} ${file.name}`}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function UploadState({ item: { file, progress, upload, problem } }: { item: UploadItem }): ReactElement {
  if (problem !== null)
    return (
      <span className="upload-problem" role="alert">
        {problem.text}
      </span>
    );
  if (upload !== null) return <span className="file-size">{fileSize(file.size)}</span>;
  const percent = Math.round(progress * 100);
  return (
    <span className="upload-progress">
      <progress value={percent} max={100} aria-label={`Uploading ${file.name}`} /> {percent} %
    </span>
  );
}
