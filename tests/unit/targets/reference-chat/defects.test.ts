import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { defects } from '../../../../chat/shared/defects.ts';
import { defectIds } from '../../../../src/targets/reference-chat/defects.ts';

const guide = new URL('../../../../docs/defects.md', import.meta.url);

test('the target offers the defects that the chat has', () => {
  expect(defectIds).toEqual(Object.keys(defects));
});

test('the guide says of each defect what the chat says', async () => {
  const text = await readFile(guide, 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|/gm)].map(([, id, what]) => [id, what]);
  expect(rows).toEqual(Object.entries(defects));
});
