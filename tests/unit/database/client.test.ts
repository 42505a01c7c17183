import { expect, test } from '@playwright/test';
import { databaseAddress } from '../../../src/database/client.ts';

test('reads what may be shown of a URL, with the defaults of PostgreSQL', () => {
  expect(databaseAddress('postgres://me:secret@db.example:6000/chat')).toEqual({
    host: 'db.example',
    port: 6000,
    database: 'chat',
    user: 'me',
  });
  expect(databaseAddress('postgresql://me@db.example')).toEqual({
    host: 'db.example',
    port: 5432,
    database: 'me',
    user: 'me',
  });
});

for (const url of ['', 'localhost:5432/secret', 'mysql://me:secret@host/db', 'postgres//me:secret@host']) {
  test(`refuses "${url.replace('secret', '…')}" without quoting it`, () => {
    expect(() => databaseAddress(url)).toThrow(/DATABASE_URL is not a PostgreSQL URL/);
    expect(() => databaseAddress(url)).not.toThrow(/secret/);
  });
}
