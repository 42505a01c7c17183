/** The kind of content that the first bytes of a file show. */
export type Content = 'image' | AudioType | 'other';
export type AudioType = 'audio/wav' | 'audio/ogg' | 'audio/webm' | 'audio/mpeg';

/** How many bytes {@link recognise} looks at; they include the description of the tracks of a recording. */
export const headBytes = 4096;

/**
 * Recognises pictures and sounds by their first bytes, never by their name; decoding checks the rest later.
 * SVG does not count as a picture, because it is a document that may refer to others.
 *
 * Sources: the signatures in WHATWG MIME Sniffing; RFC 3533 (Ogg), RFC 9559 (Matroska and WebM),
 * ISO/IEC 11172-3 (the header of an MP3 frame).
 */
export function recognise(head: Buffer): Content {
  if (isImage(head)) return 'image';
  const container = text(head, 0, 4);
  const words = head.toString('latin1');
  if (container === 'RIFF' && text(head, 8, 4) === 'WAVE') return 'audio/wav';
  if (container === 'OggS') {
    return /OpusHead|vorbis|FLAC/.test(words) && !words.includes('theora') ? 'audio/ogg' : 'other';
  }
  if (startsWith(head, [0x1a, 0x45, 0xdf, 0xa3])) {
    const isSound = words.includes('webm') && /A_(?:OPUS|VORBIS)/.test(words);
    return isSound && !/V_(?:VP8|VP9|AV1)/.test(words) ? 'audio/webm' : 'other';
  }
  return isMp3(head) ? 'audio/mpeg' : 'other';
}

function isImage(head: Buffer): boolean {
  return (
    startsWith(head, [0xff, 0xd8, 0xff]) || // JPEG
    startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) || // PNG
    /^GIF8[79]a$/.test(text(head, 0, 6)) ||
    (text(head, 0, 4) === 'RIFF' && text(head, 8, 4) === 'WEBP') ||
    /^ftypavi[fs]$/.test(text(head, 4, 8))
  );
}

/** Starts with an ID3 tag, or with the header of a frame: layer III, with a bit rate and a sampling rate. */
function isMp3(head: Buffer): boolean {
  if (text(head, 0, 3) === 'ID3') return true;
  const [sync = 0, version = 0, rates = 0] = head;
  const isLayer3 = sync === 0xff && (version & 0xe6) === 0xe2 && (version & 0x18) !== 0x08;
  const bitRate = rates >> 4;
  return isLayer3 && bitRate > 0 && bitRate < 15 && (rates & 0x0c) !== 0x0c;
}

function startsWith(head: Buffer, bytes: readonly number[]): boolean {
  return head.subarray(0, bytes.length).equals(Buffer.from(bytes));
}

function text(head: Buffer, start: number, length: number): string {
  return head.toString('latin1', start, start + length);
}
