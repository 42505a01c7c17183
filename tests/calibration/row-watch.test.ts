/** Which changes of a page a watch for rows sees, and what a change costs it in a long list. */
import { expect } from '@playwright/test';
import type { Page } from 'playwright';
import { watch } from '../../src/instruments/journeys.ts';
import { watchRow } from '../../src/page/row-watch.ts';
import { test } from './fixtures.ts';

/** A list of so many rows, each with an icon and a text of its own. */
async function showRows(page: Page, count: number): Promise<void> {
  const rows = Array.from(
    { length: count },
    (_, index) => `<p class="row" data-index="${index}"><i></i><span>Row ${index}</span></p>`,
  );
  // A document of its own: what watched the one before is gone.
  await page.goto('about:blank');
  await page.setContent(`<main id="list">${rows.join('')}</main>`);
}

interface Change {
  selector: string;
  text?: string;
  /** Before this the row is not there, after it it is. */
  script: string;
}

const changes: Record<string, Change> = {
  'a row that is added': {
    selector: '.row',
    text: 'New',
    script: `list.insertAdjacentHTML('beforeend', '<p class="row">New</p>')`,
  },
  'a row deep inside of what is added': {
    selector: '#list .row',
    text: 'New',
    script: `list.insertAdjacentHTML('afterbegin', '<div><div><p class="row"><b>A</b> New</p></div></div>')`,
  },
  'a row whose text comes later': {
    selector: '.row',
    text: 'New',
    script: `const row = list.appendChild(document.createElement('p')); row.className = 'row';
      requestAnimationFrame(() => requestAnimationFrame(() => row.append('New')));`,
  },
  'a row that is used again, its text written over': {
    selector: '.row',
    text: 'New',
    script: `list.children[7].lastChild.firstChild.data = 'New'`,
  },
  'a row that is used again, its text replaced': {
    selector: '.row',
    text: 'New',
    script: `list.children[7].lastChild.textContent = 'New'`,
  },
  'a row that is used again, its attribute replaced': {
    selector: '.row[data-index="99"]',
    script: `list.children[7].dataset.index = 99`,
  },
  'a row whose wrapper gets the attribute': {
    selector: '[data-item="99"] .row',
    script: `const box = document.createElement('div'); list.children[7].replaceWith(box);
      box.innerHTML = '<p class="row">Old</p>';
      requestAnimationFrame(() => requestAnimationFrame(() => { box.dataset.item = 99; }));`,
  },
  'a row that gets its class and its id after it was added': {
    selector: 'p.own#mine',
    script: `const row = list.appendChild(document.createElement('p'));
      requestAnimationFrame(() => { row.id = 'mine'; requestAnimationFrame(() => { row.className = 'own'; }); });`,
  },
  'a row that is joined to its text by a removal': {
    selector: '.row',
    text: 'NewText',
    script: `const row = list.children[7]; row.innerHTML = 'New<b>Old</b>Text';
      requestAnimationFrame(() => requestAnimationFrame(() => row.querySelector('b').remove()));`,
  },
  'a row that matches because another one was added': {
    selector: '.row:nth-last-child(2)[data-index="19"]',
    script: `list.append(document.createElement('p'))`,
  },
  'a row whose attribute holds the characters of selectors': {
    selector: '.row[data-id="~a:last-child + b"]',
    script: `list.children[7].dataset.id = '~a:last-child + b'`,
  },
};

for (const [title, { script, ...options }] of Object.entries(changes)) {
  test(`${title} is seen`, async ({ subject: { page } }) => {
    await showRows(page, 20);
    const row = await watch(page, watchRow, { ...options, place: 'in-document' as const }, title);
    await page.evaluate(script);
    expect(await row.seen()).toMatchObject({ already: false });
  });
}

test('what matches but does not hold the text, and what holds it but does not match, is not seen', async ({
  subject: { page },
}) => {
  await showRows(page, 20);
  const options = { selector: '.row', text: 'New', place: 'in-document' as const };
  const row = await watch(page, watchRow, options, 'The row');
  await page.evaluate(`list.insertAdjacentHTML('beforeend', '<p class="row">Other</p><p>New</p>')`);
  await expect(row.seen(100)).rejects.toThrow('NOT_SEEN');
});

/** How many elements the page hands out or reads the text of, while 50 rows are added one by one. */
async function lookedAt(page: Page, rows: number): Promise<number> {
  await showRows(page, rows);
  for (let index = 0; index < 6; index++) {
    const options = { selector: '.row', text: `Never ${index}`, place: 'in-view' as const };
    await watch(page, watchRow, options, 'The row');
  }
  return page.evaluate(async () => {
    let looked = 0;
    for (const type of [Document, Element]) {
      const { querySelectorAll } = type.prototype;
      type.prototype.querySelectorAll = function (this: ParentNode, selector: string) {
        const found = querySelectorAll.call(this as Document, selector);
        looked += found.length;
        return found;
      } as typeof querySelectorAll;
    }
    const text = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');
    if (text?.get === undefined) throw new Error('no text');
    const { get } = text;
    Object.defineProperty(Node.prototype, 'textContent', {
      ...text,
      get() {
        looked += 1;
        return get.call(this);
      },
    });
    for (let added = 0; added < 50; added++) {
      document.querySelector('#list')?.insertAdjacentHTML('beforeend', '<p class="row"><b>Added</b></p>');
      // The observers run in between.
      await new Promise((resolve) => setTimeout(resolve));
    }
    return looked;
  });
}

test('six watches look at as many elements in a list of 2,000 rows as in one of 20', async ({
  subject: { page },
}) => {
  const few = await lookedAt(page, 20);
  // Each watch reads each added row.
  expect(few).toBeGreaterThanOrEqual(6 * 50);
  expect(await lookedAt(page, 2_000)).toBe(few);
});
