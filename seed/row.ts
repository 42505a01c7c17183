/** One value of a row, before encoding. */
export type Cell = string | number | null;
export type Row = readonly Cell[];

const special = /[\\\n\r\t]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const chunkCharacters = 64 * 1024;

/**
 * Encodes rows in COPY's text format, in chunks of about 64 KiB.
 *
 * It yields chunks, not rows, because each yield costs a message of the protocol. It is lazy, so that a slow
 * reader slows the generation down.
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
