import { readFileSync, writeFileSync } from 'node:fs';

/** The text of a document between `<!-- name -->` and `<!-- /name -->`. @throws Error without the markers */
export function between(file: string, name: string): string {
  return cut(readFileSync(file, 'utf8'), file, name).inner;
}

/** Replaces the text that {@link between} returns. @throws Error without the markers */
export function writeBetween(file: string, name: string, text: string): void {
  const { before, after } = cut(readFileSync(file, 'utf8'), file, name);
  writeFileSync(file, `${before}\n${text.trim()}\n${after}`);
}

function cut(text: string, file: string, name: string): { before: string; inner: string; after: string } {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin} … ${end}`);
  const inner = text.slice(from + begin.length, to);
  return { before: text.slice(0, from + begin.length), inner: inner.trim(), after: text.slice(to) };
}
