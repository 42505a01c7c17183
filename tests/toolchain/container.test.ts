/** The container files say what package.json says: no engine runs them here. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { z } from 'zod';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

test('the image is that of the Playwright that is installed', () => {
  const { devDependencies } = z
    .object({ devDependencies: z.object({ playwright: z.string() }) })
    .parse(JSON.parse(read('package.json')));
  expect(read('Dockerfile')).toContain(`FROM mcr.microsoft.com/playwright:v${devDependencies.playwright}-`);
});

test('every workspace’s package.json is there before npm ci', () => {
  const { workspaces } = z
    .object({ workspaces: z.array(z.string()) })
    .parse(JSON.parse(read('package.json')));
  const [before] = read('Dockerfile').split('RUN npm ci');
  for (const workspace of workspaces) expect(before).toContain(`${workspace}/package.json`);
});
