import { expect, test } from '@playwright/test';
import { recognise } from '../../server/uploads/recognise.ts';
import { waveFile } from './wave-file.ts';

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
const ebml = [0x1a, 0x45, 0xdf, 0xa3];

for (const [what, head, expected] of [
  ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image'],
  ['PNG', bytes([0x89], 'PNG\r\n', [0x1a], '\n'), 'image'],
  ['GIF', bytes('GIF89a'), 'image'],
  ['WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'image'],
  ['AVIF', bytes([0, 0, 0, 28], 'ftypavif'), 'image'],
  ['WAV', waveFile([1]), 'audio/wav'],
  ['Ogg with Opus', bytes('OggS', [0, 2], 'OpusHead'), 'audio/ogg'],
  ['Ogg with a film and sound', bytes('OggS', [0, 2], 'theora…vorbis'), 'other'],
  ['a recording in WebM', bytes(ebml, 'webm…A_OPUS'), 'audio/webm'],
  ['a film in WebM', bytes(ebml, 'webm…V_VP9…A_OPUS'), 'other'],
  ['Matroska', bytes(ebml, 'matroska…A_OPUS'), 'other'],
  ['MP3 with a tag', bytes('ID3', [4, 0]), 'audio/mpeg'],
  ['MP3 without one', bytes([0xff, 0xfb, 0x90, 0x64]), 'audio/mpeg'],
  ['MP3 of a lower rate', bytes([0xff, 0xf3, 0x44, 0xc4]), 'audio/mpeg'],
  ['a frame without a bit rate', bytes([0xff, 0xfb, 0x00, 0x64]), 'other'],
  ['text in UTF-16', bytes([0xff, 0xfe, 0x48, 0x00]), 'other'],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'other'],
  ['a page', bytes('<!doctype html><script>alert(1)</script>'), 'other'],
  ['PDF', bytes('%PDF-1.7'), 'other'],
  ['nothing', Buffer.alloc(0), 'other'],
] as const) {
  test(`${what} is taken for ${expected}`, () => {
    expect(recognise(head)).toBe(expected);
  });
}
