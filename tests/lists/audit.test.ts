/** The audit of each known list: its kind from evidence alone, and what holds in it. */
import { expect } from '@playwright/test';
import { one } from '../../src/browser/select.ts';
import { classifyList } from '../../src/core/judging/list-kind.ts';
import type { Cell } from '../../src/core/results/cell.ts';
import { walkList } from '../../src/instruments/list-walk.ts';
import { NetworkWatch } from '../../src/instruments/network-watch.ts';
import { listMetrics } from '../../src/metrics/index.ts';
import { scrollShift } from '../../src/metrics/list/scroll-shift.ts';
import { test } from './fixtures.ts';
import { knownLists, olderButton } from './truth.ts';

const messages = 2_000;

for (const list of knownLists) {
  test(`the audit finds ${list.name} ${list.kind}`, async ({ lists, phone }) => {
    using network = new NetworkWatch(phone);
    const session = await phone.context().newCDPSession(phone);
    await phone.goto(`${lists.url}/${list.name}?messages=${messages}`, { waitUntil: 'domcontentloaded' });
    const root = await one(phone, list.scroller, '--list');
    // The first of a pool may be a spare one, which is hidden.
    await root.locator('.row').first().waitFor({ state: 'attached' });
    const older = list.history === 'button' ? root.locator(olderButton) : undefined;
    const options = { row: '.row', key: undefined, whole: false, older, blank: false };
    const recording = await walkList(root, options, { session, network });
    const readings = listMetrics.map((metric) => ({ metric: metric.id, reading: metric.derive(recording) }));
    await test.info().attach('readings', { contentType: 'application/json', body: JSON.stringify(readings) });
    const summaries = readings.flatMap(({ metric, reading }) =>
      reading.status === 'measured' ? [{ metric, median: reading.value }] : [],
    );
    const { kind, reasons } = classifyList([{ cell: { summaries } as unknown as Cell, size: messages }]);
    expect(kind, reasons.join(' ')).toBe(list.kind);
    const shift = readings.find(({ metric }) => metric === scrollShift.id)?.reading;
    const shifted = shift?.status === 'measured' && shift.value > 2;
    // Whether a library measures its rows in time is a matter of the host too.
    if (list.library === null) expect(shifted, JSON.stringify(shift)).toBe(false);
    expect(recording.keyAttribute).toBe(list.withoutIds ? null : 'data-id');
  });
}
