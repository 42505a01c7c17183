import { expect, test } from '@playwright/test';
import { scrubText } from '../../../../src/core/secrets.ts';
import { signatures } from '../../../../src/targets/reference-chat/signed-links.ts';

test('what signs a link to media is taken out of every spelling of the link', () => {
  const signature = 'aB-3_xYz0123456789';
  const link = `/media/12/original?expires=1790000000&signature=${signature}`;
  const spellings = [
    link,
    `"url":"https://chat.example${link}"`,
    JSON.stringify(link).replace('&', '\\u0026'),
    `<a href="${link.replace('&', '&amp;')}">`,
    encodeURIComponent(link),
    `"queryString": [{"name": "expires", "value": "1790000000"}, {"name": "signature", "value": "${signature}"}]`,
  ];
  for (const spelling of spellings) {
    expect(scrubText(spelling, signatures)).toBe(spelling.replace(signature, 'redacted'));
  }
});

test('what only looks like a signed link stays', () => {
  for (const text of ['/media/12/original', 'signature=12345678', '{"name":"size","value":"12"}']) {
    expect(scrubText(text, signatures)).toBe(text);
  }
});
