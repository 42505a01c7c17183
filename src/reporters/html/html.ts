import type { Table } from '../table.ts';
import { Markup, markup } from './markup.ts';

/** A self-contained page, light or dark like the system. */
export function htmlDocument({ title, style }: { title: string; style: string }, body: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** An HTML table that scrolls by itself when the page is too narrow; empty without rows. */
export function htmlTable({ columns, rows }: Table, rowClass: (row: number) => string = () => ''): Markup {
  if (rows.length === 0) return markup``;
  return markup`<div class="scroll" tabindex="0"><table>
<thead><tr>${columns.map(({ title, align }) => markup`<th scope="col" class="${align}">${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row, index) =>
      markup`<tr class="${rowClass(index)}">${row.map((text, column) => markup`<td class="${columns[column]?.align ?? 'left'}">${text}</td>`)}</tr>
`,
  )}</tbody>
</table></div>
`;
}

/** A titled part of a page; empty when its body is empty. */
export function htmlSection(title: string, body: readonly Markup[]): Markup {
  return body.every(({ text }) => text === '')
    ? markup``
    : markup`<section><h2>${title}</h2>
${body}</section>
`;
}

/** A list; empty without items. */
export function htmlList(items: readonly (Markup | string)[]): Markup {
  return items.length === 0 ? markup`` : markup`<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>\n`;
}
