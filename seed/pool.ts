/** A picture that attachments show: a photo, or the poster of a video. */
export type PoolPicture = {
  key: string;
  /** Pixels of the original. */
  width: number;
  height: number;
  sizeBytes: number;
  /** Mean colour, `#rrggbb`. */
  placeholder: string;
};

export type PoolFile = { key: string; name: string; mimeType: string; sizeBytes: number };

/** The media that attachments refer to; each lies in a folder named after its key. */
export type MediaPool = {
  photos: PoolPicture[];
  posters: PoolPicture[];
  files: PoolFile[];
  /** Changes with every byte of them (SHA-256, hex). */
  hash: string;
};
