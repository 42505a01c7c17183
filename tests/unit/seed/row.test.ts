import { expect, test } from '@playwright/test';
import { encodeRows } from '../../../seed/row.ts';

test('encodes what COPY treats as special', () => {
  const chunks = [
    ...encodeRows(
      [
        [1, 'a\tb\\c\nd\re', null, ''],
        ['é😊', 0],
      ],
      () => undefined,
    ),
  ];
  expect(Buffer.concat(chunks).toString()).toBe('1\ta\\tb\\\\c\\nd\\re\t\\N\t\né😊\t0\n');
});

test('keeps an empty or null first column apart from the second', () => {
  const chunks = [
    ...encodeRows(
      [
        ['', 'b'],
        [null, 'b'],
      ],
      () => undefined,
    ),
  ];
  expect(Buffer.concat(chunks).toString()).toBe('\tb\n\\N\tb\n');
});

test('makes rows only as fast as the chunks are taken', () => {
  let made = 0;
  function* rows() {
    for (; made < 10_000; made++) yield [made, 'x'.repeat(100)];
  }
  const counted: number[] = [];
  const chunks = encodeRows(rows(), (count) => counted.push(count));
  chunks.next();
  expect(made).toBeLessThan(1_000);
  for (const chunk of chunks) expect(chunk.length).toBeGreaterThan(0);
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(10_000);
});
