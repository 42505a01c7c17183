import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { type Recording, readWave } from '../../server/uploads/wave.ts';
import { chunk, waveFile } from './wave-file.ts';

function read(file: Buffer): Promise<Recording | undefined> {
  return readWave(async (position, length) => file.subarray(position, position + length), file.length);
}

const rising = Array.from({ length: 48 }, (_, index) => index / 47);
const percent = rising.map((amplitude) => Math.round(amplitude * 100));

test('a recording is as long as its samples and as loud as each part of them', async () => {
  expect(await read(waveFile(rising))).toEqual({ durationMs: 600, peaks: percent });
  expect(await read(waveFile(rising, { channels: 2 }))).toEqual({ durationMs: 600, peaks: percent });
  // Of long parts the middle is looked at.
  const long = await read(waveFile(rising, { framesEach: 10_000, sampleRate: 16_000 }));
  expect(long).toEqual({ durationMs: 30_000, peaks: percent });
});

test('eight bits are unsigned, and loudness is in percent of the loudest part', async () => {
  const halves = Array.from({ length: 48 }, (_, index) => (index % 2 === 0 ? 0.25 : 0.5));
  const recording = await read(waveFile(halves, { sampleBits: 8 }));
  expect(recording?.peaks).toEqual(halves.map((amplitude) => (amplitude === 0.5 ? 100 : 50)));
});

test('silence has no loudness, and a recording of a few samples has all its parts', async () => {
  expect((await read(waveFile([0])))?.peaks).toEqual(Array(48).fill(0));
  const short = await read(waveFile([1], { framesEach: 3 }));
  expect(short?.peaks).toHaveLength(48);
  expect(Math.max(...(short?.peaks ?? []))).toBe(100);
});

test('other chunks are passed over, also those of an odd length', async () => {
  const before = chunk('LIST', Buffer.from('recorded by an odd device'));
  expect(before.readUInt32LE(4) % 2).toBe(1);
  expect(await read(waveFile(rising, { before }))).toEqual({ durationMs: 600, peaks: percent });
});

test('a length that the recorder never wrote is the rest of the file', async () => {
  const file = waveFile(rising);
  file.writeUInt32LE(0xffff_ffff, file.indexOf('data') + 4);
  expect(await read(file)).toEqual({ durationMs: 600, peaks: percent });
});

test('samples of another kind have a length, and no peaks', async () => {
  const float = waveFile(rising);
  float.writeUInt16LE(3, float.indexOf('fmt ') + 8);
  expect(await read(float)).toEqual({ durationMs: 600, peaks: null });
  const odd = waveFile(rising);
  odd.writeUInt16LE(12, odd.indexOf('fmt ') + 8 + 14);
  expect(await read(odd)).toEqual({ durationMs: 600, peaks: null });
});

test('without a format, samples or an end there is nothing to play', async () => {
  const whole = waveFile(rising);
  expect(await read(whole.subarray(0, whole.indexOf('data')))).toBeUndefined();
  expect(
    await read(Buffer.concat([whole.subarray(0, 12), whole.subarray(whole.indexOf('data'))])),
  ).toBeUndefined();
  expect(await read(waveFile([]))).toBeUndefined();
  const endless = Buffer.concat(Array.from({ length: 1_000 }, () => chunk('JUNK', Buffer.alloc(0))));
  expect(await read(waveFile(rising, { before: endless }))).toBeUndefined();
});

test('whatever follows the name of the format, peaks stay between 0 and 100', async () => {
  const file = fc.uint8Array({ maxLength: 400 }).map((bytes) => {
    const whole = waveFile(rising, { framesEach: 1 });
    whole.set(bytes.subarray(0, whole.length - 12), 12);
    return whole;
  });
  await fc.assert(
    fc.asyncProperty(file, async (bytes) => {
      const recording = await read(bytes);
      for (const peak of recording?.peaks ?? []) expect(peak >= 0 && peak <= 100).toBe(true);
    }),
  );
});
