import { authors, type Item, type Message } from '../../content.ts';
import type { Options } from './options.ts';

/** An element as data, which DOM, React and Vue make the same row of. */
export interface Markup {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly (Markup | string)[];
}

function element(tag: string, attributes: Record<string, string>, ...children: (Markup | string)[]): Markup {
  return { tag, attributes, children };
}

/** Attributes of a message's picture; without a size, it has no height until it has arrived. */
export function pictureAttributes(message: Message, options: Options): Record<string, string> | undefined {
  const { picture, index } = message;
  if (picture === undefined) return undefined;
  const size = { width: String(picture.width), height: String(picture.height) };
  const src = `/picture.png?${new URLSearchParams({ index: String(index), ...size, delay: String(options.delayMs) })}`;
  return { class: 'picture', src, alt: '', ...(options.latePictures ? {} : size) };
}

export function colorOf(author: string): string {
  return `color-${authors.indexOf(author)}`;
}

/** A row, or the divider of a day. */
export function markupOf(item: Item, options: Options): Markup {
  if (item.kind === 'divider') return element('div', { class: 'divider' }, element('span', {}, item.day));
  const { message } = item;
  const picture = pictureAttributes(message, options);
  return element(
    'div',
    { class: 'row', ...(options.ids ? { 'data-id': message.id } : {}) },
    element('span', { class: `avatar ${colorOf(message.author)}` }, message.author.slice(0, 1)),
    element(
      'div',
      { class: 'bubble' },
      element('b', {}, message.author),
      element('p', {}, message.text),
      ...(picture === undefined ? [] : [element('img', picture)]),
    ),
  );
}

export function toDom({ tag, attributes, children }: Markup): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.map((child) => (typeof child === 'string' ? child : toDom(child))));
  return made;
}

/** A row or divider as an element of the document. */
export function itemElement(item: Item, options: Options): HTMLElement {
  return toDom(markupOf(item, options));
}
