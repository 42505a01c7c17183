import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assemble } from '../../../../src/core/assemble.ts';
import { unavailable } from '../../../../src/core/results/reading.ts';
import { results } from '../../../../src/core/results/results.ts';
import { resultsJsonSchema } from '../../../../src/core/results/results-schema.ts';
import { begin, elements, end, finish, iterate, keyOf, run, wholeCell } from '../sample-journal.ts';

const committed = readFileSync(new URL('../../../../docs/results.schema.json', import.meta.url), 'utf8');

function validator() {
  // The format is a second check beside the pattern that the schema carries for instants.
  return new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { 'date-time': true } }).compile(
    JSON.parse(committed),
  );
}

function document(): unknown {
  const budgets = [
    { kind: 'absolute' as const, metric: elements.id, limit: 300 },
    { kind: 'growth' as const, metric: elements.id, parameter: 'messages', limit: 0.1 },
  ];
  const written = assemble([
    run,
    ...wholeCell(keyOf(50), elements, [200, 201, 202, 203, 204, 205], budgets),
    ...wholeCell(keyOf(150), elements, [400, 401, 402, 403, 404, 405], budgets),
    begin(keyOf(500), budgets),
    iterate(keyOf(500), 0, { reason: 'host: busy', readings: { lcp: unavailable('loaded before') } }),
    finish(keyOf(500), { error: 'the chat died' }),
    { type: 'error', atMs: 1, message: 'the chat died' },
    end,
  ]);
  return JSON.parse(JSON.stringify(written));
}

test('the committed schema is the one that the types give', () => {
  // When this fails: npm run schema
  expect(JSON.parse(committed)).toEqual(JSON.parse(resultsJsonSchema()));
});

test('a document that was written validates against it, and against the types', () => {
  const validate = validator();
  expect(validate(document()), JSON.stringify(validate.errors)).toBe(true);
  expect(results.safeParse(document()).error).toBeUndefined();
});

for (const [what, path, value] of [
  ['a verdict of another name', ['verdict'], 'fine'],
  ['a date that is none', ['startedAt'], 'yesterday'],
  ['a reading without a value', ['cells', 0, 'samples', 0, 'reading'], { status: 'measured', value: null }],
  ['a metric without a unit', ['metrics', elements.id, 'unit'], undefined],
  ['another version', ['schemaVersion'], 2],
] as const) {
  test(`${what} does not validate`, () => {
    const broken = document();
    let place = broken as Record<string | number, unknown>;
    for (const step of path.slice(0, -1)) place = place[step] as Record<string | number, unknown>;
    const last = String(path.at(-1));
    expect(place).toHaveProperty([last]);
    place[last] = value;
    expect(validator()(JSON.parse(JSON.stringify(broken)))).toBe(false);
  });
}
