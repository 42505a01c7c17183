/** One value of a row, as it is before it is encoded. */
export type Cell = string | number | null;
export type Row = readonly Cell[];

const special = /[\\\n\r\t]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const chunkCharacters = 64 * 1024;

/**
 * Encodes rows in COPY's text format, in chunks of about 64 KiB.
 *
 * Chunks and not rows, because each one costs a message of the protocol; and lazily, so that whoever
 * reads slowly slows the making down.
 * Source: PostgreSQL documentation, COPY, "Text Format".
 */
export function* encodeRows(rows: Iterable<Row>, onRows: (count: number) => void): Generator<Buffer> {
  let text = '';
  let count = 0;
  for (const row of rows) {
    text += encodeRow(row);
    count++;
    if (text.length < chunkCharacters) continue;
    onRows(count);
    yield Buffer.from(text);
    text = '';
    count = 0;
  }
  onRows(count);
  if (text !== '') yield Buffer.from(text);
}

function encodeRow(row: Row): string {
  let line = '';
  for (let index = 0; index < row.length; index++) {
    const cell = row[index] ?? null;
    if (index > 0) line += '\t';
    if (cell === null) line += '\\N';
    else if (typeof cell === 'string' && special.test(cell)) {
      line += cell.replaceAll(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
    } else line += cell;
  }
  return `${line}\n`;
}
