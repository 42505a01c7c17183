/** A photo that attachments show. */
export type PoolPicture = {
  key: string;
  /** Pixels of the original. */
  width: number;
  height: number;
  /** Size of the original. */
  sizeBytes: number;
  /** Mean colour, `#rrggbb`. */
  placeholder: string;
};

/** A video; its thumbnail and preview are its poster. */
export type PoolClip = PoolPicture & { durationMs: number };

export type PoolVoice = {
  key: string;
  sizeBytes: number;
  durationMs: number;
  /** Loudness over time, 0 to 100. */
  peaks: number[];
};

export type PoolFile = { key: string; name: string; mimeType: string; sizeBytes: number };

/** The media that attachments refer to; each is in a folder named after its key. */
export type MediaPool = {
  photos: PoolPicture[];
  clips: PoolClip[];
  voices: PoolVoice[];
  files: PoolFile[];
  /** SHA-256 (hex) over all files. */
  hash: string;
};
