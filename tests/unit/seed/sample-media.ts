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
  clips: [{ ...picture('video-01'), width: 640, height: 480, sizeBytes: 456_789, durationMs: 2_800 }],
  voices: [{ key: 'voice-01', sizeBytes: 32_044, durationMs: 4_000, peaks: [0, 40, 90, 100] }],
  files: [{ key: 'file-01', name: 'expenses-2024-1.csv', mimeType: 'text/csv', sizeBytes: 9_000 }],
  hash: 'sample',
};
