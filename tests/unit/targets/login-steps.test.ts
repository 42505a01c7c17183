import { expect, test } from '@playwright/test';
import { parseLogin } from '../../../src/targets/login-steps.ts';

test('every step, a selector that holds "=", and a variable', () => {
  const source =
    'goto /in; fill input[name="u"] = ada; fill #p = $PW; press #p Enter; click text=Go on; wait #feed;';
  expect(parseLogin(source, { PW: 'x;y' })).toEqual([
    { kind: 'goto', url: '/in' },
    { kind: 'fill', selector: 'input[name="u"]', text: 'ada' },
    { kind: 'fill', selector: '#p', text: 'x;y' },
    { kind: 'press', selector: '#p', key: 'Enter' },
    { kind: 'click', selector: 'text=Go on' },
    { kind: 'wait', selector: '#feed' },
  ]);
});

for (const [source, message] of [
  ['', /there is no step/],
  ['goto /; sleep 5', /Step 2 .*begins with "sleep"/],
  ['fill #p', /write "fill/],
  ['press Enter', /write "press/],
  ['click', /lacks what it is about/],
  ['fill #p = $ABSENT', /ABSENT is not set/],
] as const) {
  test(`"${source}" is refused`, () => {
    expect(() => parseLogin(source, {})).toThrow(message);
  });
}
