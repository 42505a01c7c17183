import { expect, test } from '@playwright/test';
import { MediaLinks } from '../../server/media-links.ts';

const secret = 's'.repeat(43);
const media = { attachmentId: 7, rendition: 'original' } as const;
const startMs = Date.UTC(2026, 0, 1, 12, 0, 0, 400);

function queryOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url, 'http://chat').searchParams);
}

test('a link holds for a quarter of an hour, and says for how much of it still', () => {
  let nowMs = startMs;
  const links = new MediaLinks(secret, () => nowMs);
  const { url, expiresAt } = links.sign(media);
  expect(url).toMatch(/^\/media\/7\/original\?expires=\d+&signature=[\w-]{43}$/);
  expect(expiresAt).toBe('2026-01-01T12:15:00.000Z');
  expect(links.check(media, queryOf(url))).toBe(899);
  nowMs = Date.parse(expiresAt);
  expect(links.check(media, queryOf(url))).toBe(0);
  nowMs += 1;
  expect(() => links.check(media, queryOf(url))).toThrow(expect.objectContaining({ code: 'LINK_EXPIRED' }));
});

test('whatever is changed, the link is none of ours, also where it has expired', () => {
  const links = new MediaLinks(secret, () => startMs);
  const query = queryOf(links.sign(media).url);
  const other = queryOf(new MediaLinks('t'.repeat(43), () => startMs).sign(media).url);
  const later = String(Number(query.expires) + 1);
  const cases = [
    [{ ...media, attachmentId: 8 }, query],
    [{ ...media, rendition: 'preview' as const }, query],
    [media, other],
    [media, { ...query, expires: later }],
    [media, { ...query, expires: '1' }],
    [media, { ...query, expires: `${query.expires}.0` }],
    [media, { ...query, expires: [query.expires, later] }],
    [media, { ...query, signature: `${query.signature}=` }],
    [media, { ...query, signature: '' }],
    [media, { expires: query.expires }],
    [media, { signature: query.signature }],
  ] as const;
  for (const [expected, given] of cases) {
    expect(() => links.check(expected, given)).toThrow(
      expect.objectContaining({ status: 403, code: 'LINK_INVALID' }),
    );
  }
});
