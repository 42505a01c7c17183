import { stripVTControlCharacters } from 'node:util';

/**
 * Text that is already XML, HTML or SVG. Everything else in a {@link markup} template is escaped, so that no
 * measured text (titles, error messages, addresses) can break a document or add markup to it.
 */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Part = Markup | string | number | readonly Part[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML 1.0 cannot hold, not even escaped: terminals colour error messages with them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be taken out
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Plain text, escaped for an element or a quoted attribute; terminal colours are removed. */
export function escapeMarkup(text: string): string {
  return stripVTControlCharacters(text)
    .toWellFormed()
    .replaceAll(forbidden, '')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

function written(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escapeMarkup(part);
  if (typeof part === 'number') {
    if (!Number.isFinite(part)) throw new RangeError(`a document cannot hold the number ${part}`);
    return String(Math.round(part * 100) / 100);
  }
  return part.map(written).join('');
}

/**
 * Template tag for XML, HTML and SVG: `` markup`<p>${text}</p>` ``. Numbers are written to two
 * decimals, lists without a separator.
 *
 * @throws RangeError when a number is not finite
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, index) => text + written(parts[index - 1] ?? '') + string));
}
