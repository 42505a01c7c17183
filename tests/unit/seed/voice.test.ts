import { expect, test } from '@playwright/test';
import { makeVoice } from '../../../seed/voice.ts';

const voices = Array.from({ length: 6 }, (_, index) => makeVoice(1, index));

test('a voice note is WAV of 2 to 15 s, the same for the same seed', () => {
  for (const [index, { content, durationMs, peaks }] of voices.entries()) {
    const again = makeVoice(1, index);
    expect(again.content.equals(content)).toBe(true);
    expect(again).toMatchObject({ durationMs, peaks });

    expect(content.toString('latin1', 0, 4)).toBe('RIFF');
    expect(content.readUInt32LE(4)).toBe(content.length - 8);
    expect(content.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    const [format, channels, bits] = [20, 22, 34].map((offset) => content.readUInt16LE(offset));
    expect({ format, channels, bits }).toEqual({ format: 1, channels: 1, bits: 8 });
    expect(content.readUInt32LE(24)).toBe(8_000);
    expect(content.readUInt32LE(40)).toBe(content.length - 44);
    expect((content.length - 44) / 8).toBe(durationMs);
    expect(durationMs).toBeGreaterThanOrEqual(2_000);
    expect(durationMs).toBeLessThanOrEqual(15_000);
    expect(content.length).toBeLessThanOrEqual(130_000);
  }
  expect(new Set(voices.map(({ durationMs }) => durationMs)).size).toBe(6);
});

test('its 48 peaks are those of its samples, loud and soft', () => {
  for (const { content, peaks } of voices) {
    const sound = content.subarray(44);
    const expected = peaks.map((_, part) => {
      const from = Math.floor((part * sound.length) / 48);
      const to = Math.floor(((part + 1) * sound.length) / 48);
      return (
        sound.subarray(from, to).reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0) / 1.27
      );
    });
    expect(peaks).toHaveLength(48);
    peaks.forEach((peak, part) => {
      expect(Number.isInteger(peak)).toBe(true);
      expect(Math.abs(peak - (expected[part] ?? 0)), `part ${part}`).toBeLessThan(1);
    });
    expect(Math.max(...peaks)).toBeGreaterThan(85);
    expect(Math.max(...peaks)).toBeLessThanOrEqual(90);
    expect(Math.min(...peaks)).toBeLessThan(45);
  }
});
