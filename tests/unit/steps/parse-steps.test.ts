import { expect, test } from '@playwright/test';
import { parseDistance, parseSteps, variableValues, withoutTexts } from '../../../src/steps/parse-steps.ts';

test('every step, a selector that holds "=", and a variable', () => {
  const source =
    'goto /in; fill input[name="u"] = ada; fill #p = $PW; press #p Enter; press Escape; click text=Go on; wait #feed; type textarea = a = b; rest;';
  expect(parseSteps(source, '--login', { PW: 'x;y' })).toEqual([
    { kind: 'goto', url: '/in' },
    { kind: 'fill', selector: 'input[name="u"]', text: 'ada' },
    { kind: 'fill', selector: '#p', text: 'x;y' },
    { kind: 'press', selector: '#p', key: 'Enter' },
    { kind: 'press', key: 'Escape' },
    { kind: 'click', selector: 'text=Go on' },
    { kind: 'wait', selector: '#feed' },
    { kind: 'type', selector: 'textarea', text: 'a = b' },
    { kind: 'rest' },
  ]);
  expect(variableValues(source, { PW: 'x;y' })).toEqual(['x;y']);
});

test('ways to scroll', () => {
  const source = 'scroll #list start; scroll #list > ol -2000; scroll [role=log] -200 rows .row, .divider';
  expect(parseSteps(source, '--act', {})).toEqual([
    { kind: 'scroll', selector: '#list', distance: 'start' },
    { kind: 'scroll', selector: '#list > ol', distance: -2000 },
    { kind: 'scroll', selector: '[role=log]', distance: { rows: -200, row: '.row, .divider' } },
  ]);
  for (const nothing of ['', '0', '1.5', 'far', '0 rows .row', '5 rows']) {
    expect(parseDistance(nothing), nothing).toBeUndefined();
  }
});

for (const [source, message] of [
  ['', /--act .*there is no step/],
  ['goto /; sleep 5', /Step 2 .*begins with "sleep"/],
  ['clik #a', /begins with "clik".*Did you mean click/s],
  ['fill #p', /write "fill/],
  ['press', /write "press/],
  ['click', /write "click/],
  ['scroll #list', /write "scroll/],
  ['rest 5', /write "rest"/],
  ['fill #p = $ABSENT', /ABSENT is not set/],
] as const) {
  test(`"${source}" is refused`, () => {
    expect(() => parseSteps(source, '--act', {})).toThrow(message);
  });
}

test('a report quotes steps without the texts that they fill in, and with the names of variables', () => {
  const enter = 'goto /; fill #user = ada; fill #pw = $PASSWORD ; fill [a=b] = x y;type p = Hi; press Enter';
  expect(withoutTexts(enter)).toBe(
    'goto /; fill #user = …; fill #pw = $PASSWORD ; fill [a=b] = …;type p = Hi; press Enter',
  );
  expect(withoutTexts('fill #pw = last')).toBe('fill #pw = …');
});
