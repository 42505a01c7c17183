import { useEffect, useState } from 'react';

/**
 * Takes files that are dropped anywhere on the page: otherwise a drop next to the field would open the file
 * instead of the page.
 * @returns whether files are being dragged over the page
 */
export function useDroppedFiles(onDrop: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const whileMounted = new AbortController();
    const listen = (type: 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void): void =>
      window.addEventListener(type, act, { signal: whileMounted.signal });
    listen('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', ({ relatedTarget }) => {
      if (relatedTarget === null) setOver(false);
    });
    listen('drop', (event) => {
      setOver(false);
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      onDrop([...event.dataTransfer.files]);
    });
    return () => whileMounted.abort();
  }, [onDrop]);
  return over;
}
