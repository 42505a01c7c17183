/** Lit's virtualizer as a scroller: rows with absolute positions, pinned to the newest until a scroll. */
import '@lit-labs/virtualizer';
import { html, nothing, render, type TemplateResult } from 'lit';
import { type Item, itemsBetween } from '../content.ts';
import { mountPoint } from './common/list.ts';
import { colorOf, pictureAttributes } from './common/markup.ts';
import { readOptions } from './common/options.ts';

const options = readOptions();
const items = itemsBetween(0, options.messages);

function itemView(item: Item): TemplateResult {
  if (item.kind === 'divider') return html`<div class="divider"><span>${item.day}</span></div>`;
  const { id, author, text } = item.message;
  const picture = pictureAttributes(item.message, options);
  return html`<div class="row" data-id=${id}>
    <span class="avatar ${colorOf(author)}">${author.slice(0, 1)}</span>
    <div class="bubble">
      <b>${author}</b>
      <p>${text}</p>
      ${
        picture === undefined
          ? nothing
          : html`<img
              class="picture"
              alt=""
              src=${picture.src ?? nothing}
              width=${picture.width ?? nothing}
              height=${picture.height ?? nothing}
            />`
      }
    </div>
  </div>`;
}

const layout = options.start === 'end' ? { pin: { index: items.length - 1, block: 'end' } } : {};
render(
  html`<lit-virtualizer
    id="list"
    scroller
    .items=${items}
    .keyFunction=${({ key }: Item) => key}
    .renderItem=${itemView}
    .layout=${layout}
  ></lit-virtualizer>`,
  mountPoint(),
);
