export type WaveOptions = {
  sampleRate?: number;
  /** Unsigned with 8 bits, signed with 16. */
  sampleBits?: 8 | 16;
  channels?: number;
  /** How many samples of each channel have the same amplitude. */
  framesEach?: number;
  /** A chunk that comes before the format. */
  before?: Buffer;
};

/** A WAV file of a square wave with these amplitudes, 0 to 1, one after the other. */
export function waveFile(amplitudes: readonly number[], options: WaveOptions = {}): Buffer {
  const { sampleRate = 8_000, sampleBits = 16, channels = 1, framesEach = 100, before } = options;
  const frameBytes = (channels * sampleBits) / 8;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * frameBytes, 8);
  format.writeUInt16LE(frameBytes, 12);
  format.writeUInt16LE(sampleBits, 14);
  const data = Buffer.alloc(amplitudes.length * framesEach * frameBytes);
  for (let sample = 0; sample < (data.length * 8) / sampleBits; sample++) {
    const amplitude = amplitudes[Math.floor(sample / channels / framesEach)] ?? 0;
    const sign = Math.floor(sample / channels) % 2 === 0 ? 1 : -1;
    if (sampleBits === 8) data.writeUInt8(128 + sign * Math.round(amplitude * 127), sample);
    else data.writeInt16LE(sign * Math.round(amplitude * 32_767), sample * 2);
  }
  const chunks = [...(before === undefined ? [] : [before]), chunk('fmt ', format), chunk('data', data)];
  return Buffer.concat([chunk('RIFF', Buffer.alloc(0)), Buffer.from('WAVE'), ...chunks]);
}

/** A chunk of a RIFF file, padded to an even length. */
export function chunk(name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from(name), length, content, Buffer.alloc(content.length % 2)]);
}
