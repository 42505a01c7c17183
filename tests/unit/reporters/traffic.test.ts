import { expect, test } from '@playwright/test';
import { trafficOf } from '../../../src/core/results/traffic-account.ts';
import { countTable, latencyTable, trafficNotes } from '../../../src/reporters/traffic.ts';
import { sampleTraffic } from './sample-traffic.ts';

test('reads what the load generator writes, figure by figure', () => {
  const traffic = trafficOf({ traffic: sampleTraffic });
  if (traffic === undefined) throw new Error('the account was not understood');
  expect(countTable(traffic).rows).toEqual([
    ['send-message', '400', '400', '397', '3', '0', '2', '0'],
    ['fetch-history', '1,000', '1,000', '1,000', '0', '0', '2', '0'],
    ['All', '1,400', '1,400', '1,397', '3', '0', '2', '0'],
  ]);
  expect(latencyTable(traffic).rows).toEqual([
    ['send-message', '14.2 ms', '42.6 ms', '71 ms', '128 ms', '11.8 ms', '35.4 ms', '59 ms', '106 ms'],
    ['fetch-history', '6.4 ms', '19.2 ms', '32 ms', '57.6 ms', '–', '–', '–', '–'],
  ]);
  expect(trafficNotes(traffic)).toEqual([
    'Send lag: p50 0.8 ms, p99 4 ms.',
    'Subscribers: 10 of 10 connected at the end; 3,970 messages received, 0 missing, 0 twice. Delivery: p50 21 ms, p95 63 ms.',
    'Failures: 3 × send-message: HTTP 503 <unavailable> | pool.',
  ]);
});

test('a figure that is missing is a dash, not 0', () => {
  const traffic = trafficOf({ traffic: { plan: 'light', planned: 7, failed: 'many' } });
  if (traffic === undefined) throw new Error('the account was not understood');
  expect(countTable(traffic).rows).toEqual([['All', '7', '–', '–', '–', '–', '–', '–']]);
  expect(trafficNotes(traffic)).toEqual([]);
});

test('load that was not what was asked for says so first', () => {
  const traffic = trafficOf({
    traffic: { ...sampleTraffic, valid: false, reasons: ['started 90 % of the plan'] },
  });
  expect(traffic && trafficNotes(traffic)[0]).toBe(
    'This was not the configured load: started 90 % of the plan.',
  );
});

test('no traffic, or something else, is none', () => {
  for (const traffic of [null, 'heavy', 12, []]) expect(trafficOf({ traffic })).toBeUndefined();
});
