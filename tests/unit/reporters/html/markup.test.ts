import { expect, test } from '@playwright/test';
import { escapeMarkup, markup } from '../../../../src/reporters/html/markup.ts';
import { inline, markdownTable } from '../../../../src/reporters/markdown/markdown.ts';
import { left, right } from '../../../../src/reporters/table.ts';
import { parseXml } from '../well-formed.ts';

test('what is put into markup cannot become markup', () => {
  expect(markup`<p title="${'a"b'}">${"<script>&'</script>"}</p>`.text).toBe(
    '<p title="a&quot;b">&lt;script&gt;&amp;&#39;&lt;/script&gt;</p>',
  );
});

test('markup within markup and lists stay as they are', () => {
  expect(markup`<ul>${['<', '>'].map((text) => markup`<li>${text}</li>`)}</ul>`.text).toBe(
    '<ul><li>&lt;</li><li>&gt;</li></ul>',
  );
});

test('a number that is none is refused', () => {
  expect(() => markup`<rect x="${Number.NaN}"/>`).toThrow(RangeError);
  expect(markup`<rect x="${1 / 3}"/>`.text).toBe('<rect x="0.33"/>');
});

test('what XML cannot hold is taken out, colours of terminals whole', async () => {
  const escaped = escapeMarkup('\u001B[31mred\u001B[39m\u0000\u0008 \uD800\uFFFE end');
  expect(escaped).toBe('red \uFFFD end');
  await parseXml(`<a b="${escaped}">${escaped}</a>`);
});

test('the check of well-formedness fails on what is not', async () => {
  await expect(parseXml('<a><b></a>')).rejects.toThrow();
  await expect(parseXml('<a>&nosuch;</a>')).rejects.toThrow();
  await expect(parseXml('<a>\u0001</a>')).rejects.toThrow();
});

test('Markdown of measured text stays one line of text', () => {
  expect(inline('a | b\n<img src=x> *bold* `code` [link](x) snake_case _it_')).toBe(
    'a \\| b &lt;img src=x&gt; \\*bold\\* \\`code\\` \\[link\\](x) snake_case \\_it\\_',
  );
});

test('a table has as many cells in each line, whatever stands in them', () => {
  const table = markdownTable({
    columns: [left('A|B'), right('n')],
    rows: [
      ['one | two\n\nthree', '1'],
      ['', '2'],
    ],
  });
  const cells = table.split('\n').map((line) => line.split(/(?<!\\)\|/).length);
  expect(cells).toEqual([4, 4, 4, 4]);
  expect(table).toContain('--:');
  expect(markdownTable({ columns: [left('A')], rows: [] })).toBe('');
});
