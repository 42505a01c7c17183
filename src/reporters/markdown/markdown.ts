import { stripVTControlCharacters } from 'node:util';
import type { Table } from '../table.ts';

/**
 * Plain text on one line of Markdown: characters that would start markup, HTML or a table cell are escaped.
 * Underscores within words stay, since they start nothing.
 */
export function inline(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*[\]|~]/g, '\\$&')
    .replaceAll(/(?<!\w)_|_(?!\w)/g, '\\_');
}

/** Text in code font, outside of tables; a backtick would end it, so it becomes an apostrophe. */
export function code(text: string): string {
  return `\`${stripVTControlCharacters(text).replaceAll(/\s+/g, ' ').replaceAll('`', '’')}\``;
}

/** A table of GitHub's Markdown; the empty text when it has no rows. */
export function markdownTable({ columns, rows }: Table): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => inline(title))),
    line(columns.map(({ align }) => (align === 'right' ? '--:' : ':--'))),
    ...rows.map((row) => line(row.map(inline))),
  ].join('\n');
}

/**
 * Blocks that GitHub shows on a click; empty when there is nothing to show. Markdown inside needs the empty
 * lines that blocks are joined with.
 */
export function folded(title: string, ...blocks: readonly string[]): string[] {
  const body = blocks.filter((block) => block !== '');
  return body.length === 0 ? [] : [`<details><summary>${inline(title)}</summary>`, ...body, '</details>'];
}
