import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Command } from 'commander';
import {
  addVisitOptions,
  publicVisitFlags,
  type VisitFlags,
  visitProfileOf,
  visitScenarioOf,
  visitTargetOf,
} from '../../../src/cli/visit-options.ts';

function flagsOf(...words: string[]): VisitFlags {
  const quiet = { writeErr: () => undefined };
  return addVisitOptions(new Command().configureOutput(quiet))
    .exitOverride()
    .parse(words, { from: 'user' })
    .opts();
}

const url = 'https://chat.test/c/1?key=0123456789abcdef';

test('what opens the door is a secret and stands in no public option', async () => {
  const flags = flagsOf(
    ...[
      '--header',
      'Authorization: Bearer hhhh-1',
      '--cookie',
      'sid=cccc=2',
      '--local-storage',
      'token=ssss-3',
    ],
    ...['--login', 'fill #p = pppp-4; wait #in', '--type', 'textarea=$TYPED'],
  );
  const { secrets } = await visitTargetOf(url, flags, { TYPED: 'tttt-5' });
  const hidden = ['hhhh-1', 'cccc=2', 'ssss-3', 'pppp-4', 'tttt-5', '0123456789abcdef'];
  expect(secrets).toEqual(expect.arrayContaining(hidden));
  const told = JSON.stringify(publicVisitFlags(flags));
  for (const each of hidden) expect(told).not.toContain(each);
  expect(told).toContain('Authorization');
});

test('a selector of --type may hold "="', () => {
  const variables = {};
  for (const text of ['textarea=Hello', 'input[name="q"]=a=b', 'text=Name=Ada']) {
    expect(() => visitScenarioOf(flagsOf('--type', text), {}, { variables })).not.toThrow();
  }
  expect(() => visitScenarioOf(flagsOf('--type', 'textarea'), {}, { variables })).toThrow(/TYPE_INVALID/);
});

test('the fonts are those of the configuration, unless a flag says otherwise', () => {
  const hostFonts = (words: string[], config = {}) =>
    addVisitOptions(new Command(), config).parse(words, { from: 'user' }).opts<VisitFlags>().hostFonts;
  expect(hostFonts([])).toBeUndefined();
  expect(hostFonts([], { hostFonts: true })).toBe(true);
  expect(hostFonts(['--no-host-fonts'], { hostFonts: true })).toBe(false);
  expect(hostFonts(['--host-fonts'], { hostFonts: false })).toBe(true);
});

test('steps cannot be repeated, clicks and texts can', () => {
  expect(() => visitScenarioOf(flagsOf('--act', 'click button'), {}, { repeat: 7 })).toThrow(
    /--repeat does not go with --act.*--click, --type or --scroll.*OPTIONS_CONFLICT/s,
  );
  expect(visitScenarioOf(flagsOf('--click', 'button'), {}, { repeat: 7 }).repeat?.times).toBe(7);
});

test('another screen is another cell, and another way of throttling another profile', () => {
  expect(visitScenarioOf(flagsOf('--screen', 'desktop'), { url }).params).toEqual({ url, device: 'desktop' });
  expect(publicVisitFlags(flagsOf('--screen', 'desktop'))).toMatchObject({ device: 'desktop' });
  expect(visitProfileOf(flagsOf('--throttling', 'devtools')).id).toBe('fast-3g-devtools/cpu-4');
  expect(() => visitProfileOf(flagsOf('--throttling', 'devtool'))).toThrow(/Did you mean "?devtools/);
});

test('another end of the loading is another cell, and one that cannot come is refused', () => {
  expect(visitScenarioOf(flagsOf('--rest', '1.5s', '--rest-within', '10s'), { url }).params).toEqual({ url });
  expect(visitScenarioOf(flagsOf('--rest', '0.5s', '--rest-within', '5s'), { url }).params).toEqual({
    url,
    rest: '500 ms',
    'rest-within': '5 s',
  });
  expect(() => visitScenarioOf(flagsOf('--rest', '20s'))).toThrow(
    /rest for 20 s within 10 s.*REST_TOO_LONG/s,
  );
  expect(() => flagsOf('--rest', '1500')).toThrow(/such as 90s/);
});

for (const distance of ['0', '1.5', 'down']) {
  test(`a distance of ${distance} is refused`, () => {
    expect(() => flagsOf('--distance', distance)).toThrow(/whole number of pixels/);
  });
}

test('what cannot be used is refused without quoting it', async () => {
  const refused = (...words: string[]) => visitTargetOf(url, flagsOf(...words), {});
  await expect(visitTargetOf('chat.test', flagsOf())).rejects.toThrow(/URL_INVALID/);
  await expect(refused('--insecure')).rejects.toThrow(/INSECURE_REFUSED/);
  await expect(refused('--header', 'hhhh-1')).rejects.toThrow(/^(?!.*hhhh-1).*PAIR_INVALID/s);
  const folder = await mkdtemp(path.join(tmpdir(), 'state-'));
  for (const [name, text] of [
    ['garbage', 'ssss-3'],
    ['other', '{"cookies":[{"name":"sid","value":"ssss-3"}]}'],
  ] as const) {
    await writeFile(path.join(folder, name), text);
    await expect(refused('--storage-state', path.join(folder, name))).rejects.toThrow(
      /^(?!.*ssss-3).*STORAGE_STATE_INVALID/s,
    );
  }
});
