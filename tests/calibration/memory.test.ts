/** Nodes and bytes added by the piece, each read as the difference to the reading before. */
import { expect } from '@playwright/test';
import { readMemory } from '../../src/instruments/memory.ts';
import type { MemoryRecording } from '../../src/metrics/recordings.ts';
import { open, type Subject, test } from './fixtures.ts';
import { exactly, expectKnown, within } from './observe.ts';

async function read({ page, session }: Subject): Promise<MemoryRecording> {
  return readMemory(page, session);
}

/** What one kind of thing adds to each figure. */
async function added(subject: Subject, what: string): Promise<MemoryRecording> {
  const before = await read(subject);
  await subject.page.evaluate(`add.${what}()`);
  const after = await read(subject);
  return {
    elements: after.elements - before.elements,
    nodes: after.nodes - before.nodes,
    heapBytes: after.heapBytes - before.heapBytes,
    backingStoreBytes: (after.backingStoreBytes ?? 0) - (before.backingStoreBytes ?? 0),
    detachedNodes: after.detachedNodes - before.detachedNodes,
    listeners: after.listeners - before.listeners,
  };
}

test.beforeEach(async ({ subject }) => {
  await open('counts.html')(subject);
  // The first collections also free what the load left behind.
  await read(subject);
});

for (const { what, why, ...expected } of [
  {
    what: 'elements',
    elements: 300,
    nodes: 600,
    detachedNodes: 0,
    why: '300 elements with a text node each',
  },
  {
    what: 'shadow',
    elements: 21,
    nodes: 22,
    detachedNodes: 0,
    why: 'a host, its root (no element), 20 elements',
  },
  {
    what: 'frame',
    elements: 14,
    nodes: 15,
    detachedNodes: 0,
    why: 'iframe, its document (no element), html, head, body, 10',
  },
  {
    what: 'detached',
    elements: 0,
    nodes: 50,
    detachedNodes: 50,
    why: '50 elements in no document, still referenced',
  },
  {
    what: 'detachedTree',
    elements: 0,
    nodes: 9,
    detachedNodes: 9,
    why: '5 elements and 4 texts, held by the innermost',
  },
  {
    what: 'detachedShadow',
    elements: 0,
    nodes: 12,
    detachedNodes: 12,
    why: 'a host, its closed root and 10 elements, each once',
  },
]) {
  const { elements, nodes, detachedNodes } = expected;
  test(`${what}: ${elements} elements, ${nodes} nodes and ${detachedNodes} detached more (${why})`, async ({
    subject,
  }) => {
    const found = await added(subject, what);
    await expectKnown(exactly('dom-elements', elements), found.elements);
    await expectKnown(exactly('dom-nodes', nodes), found.nodes);
    await expectKnown(exactly('detached-nodes', detachedNodes), found.detachedNodes);
    expect(found.listeners).toBe(0);
  });
}

test('30 listeners of the document and 10 of detached elements are 40', async ({ subject }) => {
  const found = await added(subject, 'listeners');
  await expectKnown(exactly('event-listeners', 40), found.listeners);
  expect(found.detachedNodes).toBe(10);
  // The detached elements go, and their listeners with them.
  expect(await added(subject, 'nothing')).toMatchObject({ listeners: -10, detachedNodes: -10 });
});

test('nodes that nobody references any more are gone from the count', async ({ subject }) => {
  await added(subject, 'detached');
  expect(await added(subject, 'nothing')).toMatchObject({ elements: 0, nodes: -50, detachedNodes: -50 });
});

test('20 MB of numbers are 20 MB of heap, and no backing store', async ({ subject }) => {
  const { heapBytes, backingStoreBytes } = await added(subject, 'numbers');
  await expectKnown(within('js-heap', 20e6, 0.01, 'what the engine allocates meanwhile'), heapBytes);
  expect(Math.abs(backingStoreBytes ?? Number.NaN)).toBeLessThan(10_000);
  const freed = await added(subject, 'nothing');
  expect(freed.heapBytes).toBeLessThan(-20e6 * 0.99);
});

test('an ArrayBuffer of 10 MiB is backing store, and next to no heap', async ({ subject }) => {
  const { heapBytes, backingStoreBytes } = await added(subject, 'buffer');
  await expectKnown(exactly('backing-store', 10 * 1_048_576), backingStoreBytes ?? Number.NaN);
  // The object that owns it, and what the engine allocates meanwhile.
  expect(Math.abs(heapBytes)).toBeLessThan(200_000);
});

test('a page that does nothing reads the same twice, but for the reading’s own functions', async ({
  subject,
}) => {
  const [first, second] = [await read(subject), await read(subject)];
  expect(second).toMatchObject({ elements: first.elements, nodes: first.nodes });
  // What is evaluated to read leaves its compiled code behind: 15 kB were seen.
  expect(Math.abs(second.heapBytes - first.heapBytes)).toBeLessThan(50_000);
});
