import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { lackOf, trafficLackOf } from '../../../src/targets/capabilities.ts';
import { defaultTarget, loadTarget, targetAddress } from '../../../src/targets/load-target.ts';
import { prepareTarget, startTarget } from '../../../src/targets/start-target.ts';

/** A module with a target. */
function written(text: string): string {
  const folder = test.info().outputPath('target');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'chat.mjs');
  writeFileSync(file, text);
  return file;
}

const surroundings = {
  options: {},
  directory: '.backscroll',
  environment: { PASSWORD: 'hidden' },
  say: () => undefined,
  progress: () => undefined,
};
const starting = {
  ...surroundings,
  state: null,
  defects: [],
  signal: new AbortController().signal,
};

test('a target is a file, an address, a package, or the default', async () => {
  const file = written("export default { id: 'mine', url: 'http://127.0.0.1:1' };");
  expect(targetAddress(undefined, '.')).toBe(defaultTarget);
  expect(targetAddress(path.basename(file), path.dirname(file)).href).toBe(pathToFileURL(file).href);
  expect((await loadTarget(pathToFileURL(file).href, '.')).definition.id).toBe('mine');
  expect((await loadTarget(undefined, '.')).definition.start).toBeDefined();
});

for (const { text, says } of [
  {
    text: "export default { id: 'a', url: 'http://a', pag: {} };",
    says: /unknown key "pag"\. Did you mean page\?/,
  },
  {
    text: "export default { id: 'a', url: 'http://a', page: { scroller: 'a', rows: 'b' } };",
    says: /page.*row/s,
  },
  {
    text: "export default { id: 'a', url: 'http://a', login: { onc: 'click a' } };",
    says: /unknown key "login\.onc"\. Did you mean once\?/,
  },
  {
    text: "export default { id: 'a', url: 'http://a', options: { size: { type: 'text' } } };",
    says: /options\.size\.description/,
  },
  {
    text: "export default { id: 'a' };",
    says: /neither where the chat is \(url\) nor how it starts \(start\)/,
  },
  { text: 'export const target = {};', says: /no default export/ },
  { text: "throw new Error('no such package');", says: /cannot be loaded: no such package/ },
]) {
  test(`refused: ${text}`, async () => {
    await expect(loadTarget(written(text), '.')).rejects.toThrow(says);
  });
}

test('a file that is not there is refused', async () => {
  await expect(loadTarget('./nowhere.ts', '/')).rejects.toThrow(/there is no file .*TARGET_MODULE_INVALID/s);
});

test('what a target lacks is named; what it has starts and ends with it', async () => {
  const loaded = await loadTarget(
    written(`globalThis.ended = 0;
export default {
  id: 'mine',
  options: { rooms: { type: 'number', default: 3, description: 'rooms' } },
  prepare: async ({ options }) => ({ state: { rooms: options.rooms }, summary: 'ready' }),
  start: async ({ state }) => ({
    url: 'http://127.0.0.1:1',
    dataset: state.rooms + ' rooms',
    login: { once: 'fill #password = $PASSWORD' },
    page: { scroller: '#list', row: '.row', conversationUrl: () => 'http://127.0.0.1:1' },
    conversation: async (messages) => ({ id: 'a', messages }),
    [Symbol.asyncDispose]: async () => { globalThis.ended += 1; },
  }),
};`),
    '.',
  );
  await using prepared = await prepareTarget(loaded, surroundings);
  const running = await startTarget(loaded, { ...starting, state: prepared.state });
  expect(running).toMatchObject({ id: 'mine', baseUrl: 'http://127.0.0.1:1', dataset: '3 rooms' });
  expect(running.secrets).toContain('hidden');
  expect(lackOf(running, ['conversation', 'opening', 'address'])).toBeUndefined();
  expect(lackOf(running, ['composer', 'correspondent'])).toBe(
    'the target mine cannot name the field that messages are typed into (page.composer), nor write as another member (correspondent)',
  );
  expect(trafficLackOf(running)).toBe('the target mine cannot be given background traffic (traffic)');
  expect(trafficLackOf({ ...running, traffic: { modulePath: '', baseUrl: '' } as never })).toBeUndefined();
  await running[Symbol.asyncDispose]();
  expect(Reflect.get(globalThis, 'ended')).toBe(1);
});

test('a target that starts without an address is refused', async () => {
  const loaded = await loadTarget(written("export default { id: 'mine', start: async () => ({}) };"), '.');
  await expect(startTarget(loaded, starting)).rejects.toThrow(
    /did not say where it is.*TARGET_WITHOUT_ADDRESS/s,
  );
});
