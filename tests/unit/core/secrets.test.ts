import { expect, test } from '@playwright/test';
import { scrubText, secretsIn } from '../../../src/core/secrets.ts';

test('a value, what follows its scheme, and the texts of its JSON are looked for', () => {
  expect(secretsIn('Bearer abc.def')).toEqual(['Bearer abc.def', 'abc.def']);
  expect(secretsIn('Basic YWRhbTpwYTpzcw==')).toEqual([
    'Basic YWRhbTpwYTpzcw==',
    'YWRhbTpwYTpzcw==',
    'adam',
    'pa:ss',
  ]);
  expect(secretsIn('{"token":"tttt-1","deep":[{"x":"long-text"}]}')).toEqual([
    '{"token":"tttt-1","deep":[{"x":"long-text"}]}',
    'tttt-1',
    'long-text',
  ]);
});

test('what would break every file or be found everywhere is not looked for', () => {
  expect(['a', 'abc', 'true', 'null', ''].flatMap(secretsIn)).toEqual([]);
});

test('a secret is found as URLs, forms, JSON and HTML write it', () => {
  const secret = 'p&ss "word" <1>';
  const spellings = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret),
    'p&amp;ss &quot;word&quot; &lt;1&gt;',
  ];
  for (const spelling of [...spellings, encodeURIComponent(secret).replaceAll('%20', '+')]) {
    expect(scrubText(`x ${spelling} y`, [secret])).toMatch(/^x "?redacted"? y$/);
  }
});

test('a number that holds a secret of digits stays a number, and a longer secret goes first', () => {
  expect(JSON.parse(scrubText('{"ts":12345678}', ['4567']))).toEqual({ ts: 12399998 });
  expect(scrubText('token-and-more', ['token', 'token-and-more'])).toBe('redacted');
});

test('of a pattern its first group stays, and the rest is redacted', () => {
  expect(scrubText('id=12&key=abc&key=def', [/(key=)\w+/g, 'id=12'])).toBe(
    'redacted&key=redacted&key=redacted',
  );
});
