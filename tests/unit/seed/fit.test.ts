import { expect, test } from '@playwright/test';
import { misfits, type SchemaColumn } from '../../../seed/fit.ts';
import { tables } from '../../../seed/tables.ts';

const columns = (table: string, names: readonly string[]): SchemaColumn[] =>
  names.map((column) => ({ table, column, required: true }));
const whole: SchemaColumn[] = [
  ...tables.flatMap(({ name, columns: own }) => columns(name, own)),
  ...columns('uploads', ['id', 'media_key']),
];

test('the data set fits a schema that has what is seeded, and what fills itself beside it', () => {
  expect(misfits(whole)).toEqual([]);
  expect(misfits([...whole, { table: 'messages', column: 'client_id', required: false }])).toEqual([]);
});

test('an older schema is told by what it lacks, a newer one by what it wants', () => {
  const older = whole.filter(
    ({ table, column }) => table !== 'link_previews' && column !== 'peaks' && table !== 'uploads',
  );
  expect(misfits(older)).toEqual([
    'there is no table link_previews',
    'attachments has no column peaks',
    'there is no table uploads',
  ]);
  expect(misfits([...whole, { table: 'users', column: 'email', required: true }])).toEqual([
    'users requires email, which is not seeded',
  ]);
});
