const headerBytes = 44;
const pcm = 1;
const bitsPerSample = 8;

/**
 * Writes one channel of sound as WAV with 8 bits a sample, unsigned: 128 is silence.
 * Source: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0, "WAVE".
 *
 * @param sound from -1 to 1, an even number of samples
 */
export function writeWav(sound: Float32Array, samplesPerSecond: number): Buffer {
  const wav = Buffer.alloc(headerBytes + sound.length);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(pcm, 20);
  wav.writeUInt16LE(1, 22); // channels
  wav.writeUInt32LE(samplesPerSecond, 24);
  wav.writeUInt32LE((samplesPerSecond * bitsPerSample) / 8, 28); // bytes per second
  wav.writeUInt16LE(bitsPerSample / 8, 32); // bytes per sample frame
  wav.writeUInt16LE(bitsPerSample, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(sound.length, 40);
  sound.forEach((value, index) => {
    wav[headerBytes + index] = 128 + Math.round(value * 127);
  });
  return wav;
}
