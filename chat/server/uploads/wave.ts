/** Reads bytes of a file at a position; fewer if the file ends before. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

/** Length and loudness of a recording; `peaks` are 0 to 100, null if its samples cannot be read. */
export type Recording = { durationMs: number; peaks: number[] | null };

type Format = { isPcm: boolean; channels: number; byteRate: number; frameBytes: number; sampleBits: number };
type Samples = { start: number; bytes: number };

const peakCount = 48;
/** How many frames of each part are read: enough to know its loudness, for a recording of any length. */
const framesLookedAt = 4096;
const riffHeaderBytes = 12;
const chunkHeaderBytes = 8;
const formatBytes = 26;
/** A recording has a few chunks before its samples. More chunks mean a file made to keep the server busy. */
const maxChunks = 64;
const pcm = 1;
/** With this tag, the real format is the first word of a longer identifier at byte 24. */
const extensible = 0xfffe;

/**
 * Reads the length of a WAV file and its loudness over time.
 *
 * Source: Multimedia Programming Interface and Data Specifications 1.0 (Microsoft, IBM), and
 * WAVEFORMATEXTENSIBLE.
 *
 * @returns undefined when the file has no format or no samples, and so cannot be played
 */
export async function readWave(readAt: ReadAt, sizeBytes: number): Promise<Recording | undefined> {
  let format: Format | undefined;
  let position = riffHeaderBytes;
  for (let chunk = 0; chunk < maxChunks; chunk++) {
    const header = await readAt(position, chunkHeaderBytes);
    if (header.length < chunkHeaderBytes) return undefined;
    const name = header.toString('latin1', 0, 4);
    const bytes = header.readUInt32LE(4);
    const start = position + chunkHeaderBytes;
    if (name === 'fmt ') format = readFormat(await readAt(start, Math.min(bytes, formatBytes)));
    // An interrupted recorder leaves a length that is too large.
    if (name === 'data')
      return describe(readAt, format, { start, bytes: Math.min(bytes, sizeBytes - start) });
    // Chunks of an odd length are padded.
    position = start + bytes + (bytes % 2);
  }
  return undefined;
}

function readFormat(chunk: Buffer): Format | undefined {
  if (chunk.length < 16) return undefined;
  const tag = chunk.readUInt16LE(0);
  const format = {
    isPcm:
      tag === pcm || (tag === extensible && chunk.length >= formatBytes && chunk.readUInt16LE(24) === pcm),
    channels: chunk.readUInt16LE(2),
    byteRate: chunk.readUInt32LE(8),
    frameBytes: chunk.readUInt16LE(12),
    sampleBits: chunk.readUInt16LE(14),
  };
  return format.byteRate > 0 && format.frameBytes > 0 ? format : undefined;
}

async function describe(
  readAt: ReadAt,
  format: Format | undefined,
  samples: Samples,
): Promise<Recording | undefined> {
  if (format === undefined || samples.bytes < format.frameBytes) return undefined;
  const durationMs = Math.round((samples.bytes / format.byteRate) * 1_000);
  const { isPcm, channels, sampleBits, frameBytes } = format;
  const isReadable = isPcm && (sampleBits === 8 || sampleBits === 16);
  if (!isReadable || frameBytes !== (channels * sampleBits) / 8) return { durationMs, peaks: null };
  return { durationMs, peaks: await readPeaks(readAt, format, samples) };
}

/** The loudest sample in the middle of each of {@link peakCount} parts, in percent of the loudest one. */
async function readPeaks(readAt: ReadAt, format: Format, { start, bytes }: Samples): Promise<number[]> {
  const { frameBytes, sampleBits } = format;
  const frames = Math.floor(bytes / frameBytes);
  const loudest: number[] = [];
  for (let part = 0; part < peakCount; part++) {
    const first = Math.floor((part * frames) / peakCount);
    const end = Math.floor(((part + 1) * frames) / peakCount);
    const looked = Math.min(end - first, framesLookedAt);
    const from = first + Math.floor((end - first - looked) / 2);
    const samples = await readAt(start + from * frameBytes, looked * frameBytes);
    loudest.push(sampleBits === 8 ? loudest8(samples) : loudest16(samples));
  }
  const top = Math.max(...loudest, 1);
  return loudest.map((value) => Math.round((value / top) * 100));
}

/** Samples of 8 bits are unsigned, with silence at 128. */
function loudest8(samples: Buffer): number {
  let top = 0;
  for (const sample of samples) top = Math.max(top, Math.abs(sample - 128));
  return top;
}

function loudest16(samples: Buffer): number {
  let top = 0;
  for (let at = 0; at + 1 < samples.length; at += 2) top = Math.max(top, Math.abs(samples.readInt16LE(at)));
  return top;
}
