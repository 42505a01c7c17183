import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { jwtVerify } from 'jose';
import { makePeople } from '../../../seed/people.ts';
import { ensurePasswords, ensureTokens, passwordOf } from '../../../seed/tokens.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 5, 1);
let directory = '';
test.beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'backscroll-tokens-'));
});
test.afterEach(async () => rm(directory, { recursive: true, force: true }));

test('makes a hundred tokens that only we can read and the secret verifies', async () => {
  const { file, secret, byUser } = await ensureTokens(directory, nowMs);
  expect(Object.keys(byUser)).toHaveLength(100);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(byUser);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  for (const name of ['secret', 'tokens.json']) {
    expect((await stat(join(directory, name))).mode & 0o777, name).toBe(0o600);
  }
  const { payload } = await jwtVerify(byUser['42'] ?? '', new TextEncoder().encode(secret), {
    currentDate: new Date(nowMs),
  });
  expect(payload).toMatchObject({ sub: '42', exp: (nowMs + 30 * dayMs) / 1000 });
});

test('keeps them until a week before they end', async () => {
  const first = await ensureTokens(directory, nowMs);
  expect(await ensureTokens(directory, nowMs + 22 * dayMs)).toEqual(first);
  const renewed = await ensureTokens(directory, nowMs + 24 * dayMs);
  expect(renewed.secret).toBe(first.secret);
  expect(renewed.byUser['1']).not.toBe(first.byUser['1']);
});

test('makes new ones for another secret, a missing user and a damaged file', async () => {
  const first = await ensureTokens(directory, nowMs);
  await writeFile(first.file, '{"1": "x"');
  expect(await ensureTokens(directory, nowMs)).toEqual(first);
  const { '7': gone, ...rest } = first.byUser;
  await writeFile(first.file, JSON.stringify(rest));
  expect((await ensureTokens(directory, nowMs)).byUser['7']).toBe(gone);
  await rm(join(directory, 'secret'));
  expect((await ensureTokens(directory, nowMs)).byUser['1']).not.toBe(first.byUser['1']);
});

test('the same hundred users have passwords that only we can read and the secret makes', async () => {
  const passwords = await ensurePasswords(directory, 'k'.repeat(43), 7);
  const file = join(directory, 'passwords.json');
  expect(Object.keys(passwords)).toEqual(makePeople(7, 100).map(({ handle }) => handle));
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(passwords);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(new Set(Object.values(passwords)).size).toBe(100);
  for (const password of Object.values(passwords)) expect(password).toMatch(/^[\w-]{22}$/);
  // Computed by another program: printf 'password:ada.1' | openssl dgst -sha256 -hmac kkk… -binary | basenc --base64url
  expect(passwordOf('k'.repeat(43), 'ada.1')).toBe('ODzLw6DBwwao0QrcsSYYTa');

  expect((await ensurePasswords(directory, 'k'.repeat(43), 8))['robin.vale.1']).toBe(
    passwords['robin.vale.1'],
  );
  const others = await ensurePasswords(directory, 'j'.repeat(43), 7);
  expect(others['robin.vale.1']).not.toBe(passwords['robin.vale.1']);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(others);
});
