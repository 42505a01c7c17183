import type { Table } from '../table.ts';

const gap = '  ';
/** A column narrower than this is not readable. */
const leastWidth = 8;

/**
 * Lines of a table at most `columns` wide. When it does not fit, the widest column of words is cut in the
 * middle, so that the beginning and the end of a name stay.
 *
 * @param paint colours a line of the body by its index, after all widths are settled
 */
export function terminalTable(
  { columns: heads, rows }: Table,
  columns: number,
  paint: (line: string, row: number) => string = (line) => line,
): string[] {
  const texts = rows.map((row) => row.map((text) => text.replaceAll(/\s+/g, ' ')));
  const widths = heads.map(({ title }, index) =>
    Math.max(title.length, ...texts.map((row) => row[index]?.length ?? 0)),
  );
  shrink(
    widths,
    heads.map(({ align }) => align === 'left'),
    columns - gap.length * (heads.length - 1),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, index) => {
        const width = widths[index] ?? 0;
        const cut = ellipsis(text, width);
        return heads[index]?.align === 'right' ? cut.padStart(width) : cut.padEnd(width);
      })
      .join(gap)
      .trimEnd();
  return [line(heads.map(({ title }) => title)), ...texts.map((row, index) => paint(line(row), index))];
}

function shrink(widths: number[], mayShrink: readonly boolean[], room: number): void {
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over--) {
    const widest = widths.reduce(
      (best, width, index) => (mayShrink[index] && width > (widths[best] ?? 0) ? index : best),
      -1,
    );
    const width = widths[widest];
    if (width === undefined || width <= leastWidth) return;
    widths[widest] = width - 1;
  }
}

function ellipsis(text: string, width: number): string {
  if (text.length <= width) return text;
  const kept = width - 1;
  return `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
}

/** Words wrapped at `columns`. */
export function wrap(text: string, columns: number): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
