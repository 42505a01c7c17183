import type { MediaPool, PoolPicture } from '../../../seed/pool.ts';

const picture = (key: string): PoolPicture => ({
  key,
  width: 4000,
  height: 3000,
  sizeBytes: 1_234_567,
  placeholder: '#aabbcc',
});

/** A pool without files, for tests of rows. */
export const sampleMedia: MediaPool = {
  photos: ['photo-01', 'photo-02', 'photo-03'].map(picture),
  posters: [picture('video-01')],
  files: [{ key: 'file-01', name: 'expenses-2024-1.csv', mimeType: 'text/csv', sizeBytes: 9_000 }],
  hash: 'sample',
};
