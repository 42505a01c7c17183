import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } from 'mediabunny';

/** Pictures that are shown one after another, all of the same size. */
export type Film = {
  width: number;
  height: number;
  /** How long each is shown; whole milliseconds, as WebM counts them. */
  frameMs: number;
  /** Lossy WebP without alpha. */
  pictures: readonly Buffer[];
};

/**
 * Writes a film as WebM without a video encoder: a lossy WebP contains one key frame of VP8, so each picture
 * is used unchanged as a frame. That is larger than real video, which stores only changes.
 *
 * The same pictures give the same bytes: it writes no date and no random id.
 */
export async function writeWebm({ width, height, frameMs, pictures }: Film): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new EncodedVideoPacketSource('vp8');
  output.addVideoTrack(source, { frameRate: 1_000 / frameMs });
  await output.start();
  const decoderConfig = { codec: 'vp8', codedWidth: width, codedHeight: height };
  for (const [index, picture] of pictures.entries()) {
    const frame = keyFrameOf(picture);
    const packet = new EncodedPacket(frame, 'key', (index * frameMs) / 1_000, frameMs / 1_000);
    await source.add(packet, { decoderConfig });
  }
  await output.finalize();
  if (target.buffer === null) throw new Error('the finished WebM has no bytes');
  return Buffer.from(target.buffer);
}

/**
 * The `VP8 ` chunk of a WebP.
 * Source: RFC 9649, sections 2.3 (chunks) and 2.5 (simple lossy file format).
 */
function keyFrameOf(webp: Buffer): Buffer {
  let offset = 12; // after `RIFF`, a size and `WEBP`
  while (offset + 8 <= webp.length) {
    const start = offset + 8;
    const end = start + webp.readUInt32LE(offset + 4);
    if (webp.toString('latin1', offset, offset + 4) === 'VP8 ') return webp.subarray(start, end);
    offset = end + (end % 2); // chunks begin at even offsets
  }
  throw new Error(`a WebP of ${webp.length} bytes holds no lossy picture`);
}
