import { expect, test } from '@playwright/test';
import {
  formatBitRate,
  formatCommit,
  formatDuration,
  formatFigure,
  formatRange,
  formatValue,
  perStep,
  plural,
} from '../../../src/core/format.ts';
import { unit } from '../../../src/core/results/metric.ts';

const written = [
  [16.6667, 'ms', '16.7 ms'],
  [1239.6, 'ms', '1,240 ms'],
  [0, 'ms', '0 ms'],
  [4.3456, 'percent', '4.35 %'],
  [59.84, 'per-second', '59.8 /s'],
  [20_013.5, 'count', '20,013.5'],
  [9.8, 'count', '9.8'],
  [0.004, 'count', '0.004'],
  [999, 'bytes', '999 B'],
  [4_096, 'bytes', '4.1 kB'],
  [1_310_720, 'bytes', '1.31 MB'],
  [-2_400, 'bytes', '-2.4 kB'],
  [0.0041, 'ratio', '0.0041'],
  [97, 'score', '97'],
] as const;

for (const [value, of, text] of written) {
  test(`${value} ${of} reads ${text}`, () => {
    expect(formatValue(value, of)).toBe(text);
  });
}

test('what is not a number is never written', () => {
  for (const of of unit.options) {
    expect(() => formatValue(Number.NaN, of)).toThrow(RangeError);
    expect(() => formatValue(Number.POSITIVE_INFINITY, of)).toThrow(RangeError);
  }
});

test('a figure that differs from 0 never reads 0', () => {
  for (const of of ['ms', 'percent', 'per-second', 'count', 'bytes', 'ratio'] as const) {
    expect(Number.parseFloat(formatValue(0.000_31, of)), of).not.toBe(0);
  }
});

test('no figure is a dash, not a number', () => {
  expect(formatFigure(null, 'ms')).toBe('–');
  expect(formatFigure(0, 'ms')).toBe('0 ms');
});

test('a range says a common unit once', () => {
  expect(formatRange(12, 18, 'ms')).toBe('12 to 18 ms');
  expect(formatRange(872, 1_670, 'bytes')).toBe('872 B to 1.67 kB');
  expect(formatRange(0.1, 0.2, 'ratio')).toBe('0.1 to 0.2');
});

test('durations and rates as people say them', () => {
  expect([850, 12_340, 245_000, 3_600_000].map(formatDuration)).toEqual([
    '850 ms',
    '12.3 s',
    '4:05 min',
    '60:00 min',
  ]);
  expect(formatBitRate(1_600_000)).toBe('1,600 kbit/s');
});

test('a step of a parameter is one of it', () => {
  expect(perStep('messages')).toBe('per message');
  expect(perStep('messages', 1_000)).toBe('per 1,000 messages');
  expect(perStep('size')).toBe('per size');
  expect(plural(1, 'cell')).toBe('1 cell');
  expect(plural(1_200, 'cell')).toBe('1,200 cells');
});

test('a commit is short, and says that files differed from it', () => {
  expect(formatCommit('b0379d7c06a760b891c273a38b41f48b8a44d02a')).toBe('b0379d7c06');
  expect(formatCommit('b0379d7c06a760b891c273a38b41f48b8a44d02a+dirty')).toBe('b0379d7c06+');
  expect(formatCommit(null)).toBe('unknown');
});
