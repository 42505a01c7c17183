import { EventEmitter } from 'node:events';
import { expect, test } from '@playwright/test';
import type { BrowserContext } from 'playwright';
import { unlessLost } from '../../../../src/measure/iteration/lost-browser.ts';

/** The events of a context and its browser, which a test cannot make die at a chosen moment. */
function contextOfEvents() {
  const browser = new EventEmitter();
  const events = Object.assign(new EventEmitter(), { browser: () => browser });
  return { browser, events, context: events as unknown as BrowserContext };
}

const forever = () => new Promise<never>(() => undefined);

test('work that is done gives its result, and nothing listens on', async () => {
  const { browser, events, context } = contextOfEvents();
  expect(await unlessLost(context, () => Promise.resolve(7))).toBe(7);
  expect(browser.listenerCount('disconnected') + events.listenerCount('page')).toBe(0);
});

test('work that fails fails with its own error', async () => {
  const { context } = contextOfEvents();
  await expect(unlessLost(context, () => Promise.reject(new Error('the tea')))).rejects.toThrow('the tea');
});

test('work that waits for what a dead browser had promised is given up', async () => {
  const { browser, context } = contextOfEvents();
  const lost = unlessLost(context, forever);
  browser.emit('disconnected');
  await expect(lost).rejects.toThrow('BROWSER_DIED');
  expect(browser.listenerCount('disconnected')).toBe(0);
});

test('so is work on a page that crashes', async () => {
  const { events, context } = contextOfEvents();
  const page = new EventEmitter();
  const lost = unlessLost(context, forever);
  events.emit('page', page);
  page.emit('crash');
  await expect(lost).rejects.toThrow('PAGE_CRASHED');
});

test('work that fails because the page crashed says so, also when it is heard of first', async () => {
  const { context } = contextOfEvents();
  const crashed = () => Promise.reject(new Error('page.evaluate: Target crashed'));
  await expect(unlessLost(context, crashed)).rejects.toThrow('PAGE_CRASHED');
});

test('work that ends after the browser died leaves no error that nobody hears', async () => {
  const { browser, context } = contextOfEvents();
  const late = Promise.withResolvers<never>();
  const lost = unlessLost(context, () => late.promise);
  browser.emit('disconnected');
  await expect(lost).rejects.toThrow('BROWSER_DIED');
  late.reject(new Error('too late to matter'));
  await expect(late.promise).rejects.toThrow('too late');
});
