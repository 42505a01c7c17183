import { expect, test } from '@playwright/test';
import { passwordChecker } from '../../server/passwords.ts';

test('a password belongs to one handle and one secret', () => {
  const check = passwordChecker('k'.repeat(43));
  // Computed by another program: printf 'password:ada.1' | openssl dgst -sha256 -hmac kkk… -binary | basenc --base64url
  const password = 'ODzLw6DBwwao0QrcsSYYTa';
  expect(check('ada.1', password)).toBe(true);
  expect(check('ada.2', password)).toBe(false);
  expect(check('ada.1', password.slice(0, -1))).toBe(false);
  expect(check('ada.1', `${password}x`)).toBe(false);
  expect(check('ada.1', password.toLowerCase())).toBe(false);
  expect(passwordChecker('j'.repeat(43))('ada.1', password)).toBe(false);
});
