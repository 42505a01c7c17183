/** The instruments of the timing pass leave the page's document as it is. */
import { expect } from '@playwright/test';
import { watch } from '../../src/instruments/journeys.ts';
import { readMemory } from '../../src/instruments/memory.ts';
import type { MemoryRecording } from '../../src/metrics/recordings.ts';
import { watchImages } from '../../src/page/images-watch.ts';
import { watchKey } from '../../src/page/key-watch.ts';
import { watchRow } from '../../src/page/row-watch.ts';
import { open, type Subject, scrollFeed, test } from './fixtures.ts';

async function readAfterScroll({ page, session, pages }: Subject): Promise<MemoryRecording> {
  await scrollFeed()({ page, session, pages });
  return readMemory(page, session);
}

test('with web-vitals, long frames, trace and watches a page has as many elements and nodes as without', async ({
  subject,
  time,
}) => {
  await open('idle.html')(subject);
  const without = await readAfterScroll(subject);
  const observed: MemoryRecording[] = [];
  await time(open('idle.html'), async (instrumented) => {
    const { page } = instrumented;
    await watch(page, watchRow, { selector: '#feed', place: 'in-view' as const }, 'The feed');
    await watch(page, watchImages, { container: '#feed', row: 'div', newest: 'div' }, 'Its images');
    await watch(page, watchKey, { key: 'Enter' }, 'The key');
    observed.push(await readAfterScroll(instrumented));
    return { scrolls: [], journeys: [] };
  });
  expect(without.elements).toBeGreaterThan(10);
  const { elements, nodes, detachedNodes } = without;
  expect(observed).toEqual([expect.objectContaining({ elements, nodes, detachedNodes })]);
});
