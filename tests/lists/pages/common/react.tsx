import { createElement, type ReactElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Item } from '../../content.ts';
import { mountPoint } from './list.ts';
import { type Markup, markupOf } from './markup.ts';
import type { Options } from './options.ts';

function toReact({ tag, attributes, children }: Markup): ReactElement {
  const { class: className, ...rest } = attributes;
  const inner = children.map((child) => (typeof child === 'string' ? child : toReact(child)));
  return createElement(tag, { className, ...rest }, ...inner);
}

/** A row or the divider of a day. */
export function ItemView({ item, options }: { item: Item; options: Options }): ReactElement {
  return toReact(markupOf(item, options));
}

export function mount(node: ReactNode): void {
  createRoot(mountPoint()).render(node);
}
