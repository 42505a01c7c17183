import { useCallback, useEffect, useRef, useState } from 'react';
import type { Attached } from '../../model/pending.ts';
import { Store, useStore } from '../../model/store.ts';
import type { UploadsState } from '../../model/uploads.ts';

const loadTray = () => import('./upload-tray.tsx');
type TrayCode = Awaited<ReturnType<typeof loadTray>>;
type Tray = { uploads: ReturnType<TrayCode['newUploads']>; View: TrayCode['UploadTray'] };

const nothing = new Store<UploadsState>({ items: [], notice: null });

type Attaching = {
  /** `busy` while a file is uploading or has failed. */
  status: 'none' | 'busy' | 'ready';
  /** The list of files and its component; null before the first file. */
  tray: Tray | null;
  add: (files: readonly File[]) => void;
  /** The files for a message that is being sent. */
  take: () => Attached[];
};

/** The files for the next message. The code for them loads with the first file. */
export function useAttaching(): Attaching {
  const [tray, setTray] = useState<Tray | null>(null);
  const making = useRef<Promise<Tray> | null>(null);
  const { items } = useStore(tray?.uploads.state ?? nothing);
  useEffect(
    () => () => {
      making.current?.then(({ uploads }) => uploads.clear(), reportError);
    },
    [],
  );
  const add = useCallback((files: readonly File[]): void => {
    if (files.length === 0) return;
    making.current ??= loadTray().then(({ newUploads, UploadTray }) => {
      const made = { uploads: newUploads(), View: UploadTray };
      setTray(made);
      return made;
    });
    making.current.then(
      ({ uploads }) => uploads.add(files),
      (error: unknown) => {
        // The next file tries again.
        making.current = null;
        reportError(error);
      },
    );
  }, []);
  const uploaded = items.every(({ upload }) => upload !== null);
  return {
    status: items.length === 0 ? 'none' : uploaded ? 'ready' : 'busy',
    ...{ tray, add },
    take: () => tray?.uploads.take() ?? [],
  };
}
