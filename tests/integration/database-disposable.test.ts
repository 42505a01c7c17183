import type { ClientBase } from 'pg';
import { connect } from '../../src/database/client.ts';
import { claim } from '../../src/database/disposable.ts';
import { expect, test } from './database-fixture.ts';

async function relations(client: ClientBase): Promise<string[]> {
  const result = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace order by 1`,
  );
  return result.rows.map(({ name }) => name);
}

test('marks an empty database, and knows it again when it is full', async ({ client }) => {
  await claim(client);
  const marks = await client.query<{ version: string }>(
    'select product_version as version from backscroll_disposable',
  );
  expect(marks.rows).toEqual([{ version: expect.stringMatching(/^\d+\.\d+\.\d+/) }]);
  await client.query('create table something_else (id int)');
  await claim(client);
  expect((await client.query('select from backscroll_disposable')).rowCount).toBe(1);
});

test('refuses a database of somebody else and leaves it as it was', async ({ client, databaseUrl }) => {
  await client.query('create table invoices (id int); insert into invoices values (7)');
  await client.query('create view overdue as select * from invoices');
  const before = await relations(client);
  const error: unknown = await claim(client).catch((cause: unknown) => cause);
  const name = new URL(databaseUrl).pathname.slice(1);
  expect(error).toMatchObject({
    code: 'DATABASE_NOT_DISPOSABLE',
    message: expect.stringContaining(`"${name}" is not ours: it holds invoices, overdue.`),
    hint: expect.stringContaining('createdb'),
  });
  expect(String(error)).not.toContain(new URL(databaseUrl).password);
  expect(await relations(client)).toEqual(before);
  expect((await client.query('select id from invoices')).rows).toEqual([{ id: 7 }]);
});

test('a mark without its row, and tables in another schema, count as somebody else', async ({ client }) => {
  await client.query('create table backscroll_disposable (created_at timestamptz, product_version text)');
  await expect(claim(client)).rejects.toMatchObject({ code: 'DATABASE_NOT_DISPOSABLE' });
  await client.query('drop table backscroll_disposable');
  await client.query('create schema shop; create table shop.orders (id int)');
  await expect(claim(client)).rejects.toThrow(/it holds shop\.orders/);
});

test('what belongs to an extension does not make a database somebody else’s', async ({ client }) => {
  await client.query('create extension pg_stat_statements');
  await claim(client);
  expect(await relations(client)).toContain('backscroll_disposable');
});

test('two runs that meet an empty database at once both get it', async ({ client, databaseUrl }) => {
  await using other = await connect(databaseUrl);
  await Promise.all([claim(client), claim(other)]);
  expect((await client.query('select from backscroll_disposable')).rowCount).toBe(1);
});
