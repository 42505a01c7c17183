import { createBeside } from '../../src/database/beside.ts';
import { connect } from '../../src/database/client.ts';
import { claim } from '../../src/database/disposable.ts';
import { expect, test } from './database-fixture.ts';

async function names(databaseUrl: string): Promise<string[]> {
  await using client = await connect(databaseUrl);
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like '%\\_baseline'`,
  );
  return rows.map(({ datname }) => datname);
}

test('a copy holds what the other holds, changes by itself, and is dropped', async ({ databaseUrl }) => {
  {
    await using client = await connect(databaseUrl);
    await claim(client);
    await client.query('create table things as select 1 as thing');
  }
  {
    await using beside = await createBeside(databaseUrl, 'baseline', 'copy');
    expect(beside.copied).toBe(true);
    await using copy = await connect(beside.url);
    await copy.query('insert into things values (2)');
    await using client = await connect(databaseUrl);
    expect((await client.query('select thing from things')).rows).toEqual([{ thing: 1 }]);
    // While somebody is connected it cannot be copied: the new one is empty, and what is there is ours to replace.
    await using second = await createBeside(databaseUrl, 'baseline', 'copy');
    expect(second.copied).toBe(false);
  }
  expect(await names(databaseUrl)).toEqual([]);
});

test('a database that is not ours is neither copied nor replaced', async ({ databaseUrl, client }) => {
  await expect(createBeside(databaseUrl, 'baseline', 'copy')).rejects.toThrow(/DATABASE_NOT_DISPOSABLE/);
  await claim(client);
  const name = new URL(databaseUrl).pathname.slice(1);
  await client.query(`create database ${name}_baseline`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}_baseline`;
  {
    await using theirs = await connect(url.href);
    await theirs.query('create table precious ()');
  }
  await expect(createBeside(databaseUrl, 'baseline', 'empty')).rejects.toThrow(
    /precious.*DATABASE_NOT_DISPOSABLE/s,
  );
  expect(await names(databaseUrl)).toEqual([`${name}_baseline`]);
  await client.query(`drop database ${name}_baseline`);
});
