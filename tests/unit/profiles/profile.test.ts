import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import {
  devicesOf,
  findNetwork,
  formatProfile,
  networkProfiles,
  parseProfile,
} from '../../../src/profiles/profile.ts';

test('the presets are WebPageTest’s connectivity profiles', () => {
  const numbers = networkProfiles.map((n) => [n.id, n.downBitsPerSecond, n.upBitsPerSecond, n.roundTripMs]);
  expect(numbers).toEqual([
    ['none', null, null, 0],
    ['slow-3g', 400_000, 400_000, 400],
    ['3g', 1_600_000, 768_000, 300],
    ['fast-3g', 1_600_000, 768_000, 150],
    ['4g', 9_000_000, 9_000_000, 170],
  ]);
});

test('a profile is a network and a CPU slowdown or a device', () => {
  const profile = parseProfile('fast-3g/cpu-4');
  expect(profile.network).toBe(findNetwork('fast-3g'));
  expect(profile.cpu).toEqual({ factor: 4 });
  expect(profile.id).toBe('fast-3g/cpu-4');
  const device = parseProfile('fast-3g/low-tier');
  expect(device.cpu).toMatchObject({ device: { id: 'low-tier', benchmarkIndex: 264 } });
  expect(device.id).toBe('fast-3g/low-tier');
  expect(devicesOf([device, profile, parseProfile('none/low-tier')]).map(({ id }) => id)).toEqual([
    'low-tier',
  ]);
});

test('a network alone is at full speed, and the id is canonical', () => {
  expect(parseProfile('none').id).toBe('none/cpu-1');
  expect(parseProfile('4g/4').id).toBe('4g/cpu-4');
});

test('what is formatted can be parsed again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...networkProfiles), fc.integer({ min: 10, max: 400 }), (network, tenths) => {
      const profile = { network, cpu: { factor: tenths / 10 } };
      expect(parseProfile(formatProfile(profile))).toMatchObject(profile);
    }),
  );
});

test('an unknown network names the nearest one and the list', () => {
  expect(() => parseProfile('fast3g/cpu-4')).toThrow(
    /fast3g.*\n.*Did you mean fast-3g\?.*slow-3g.*NETWORK_UNKNOWN/,
  );
});

for (const text of ['', '/cpu-4', '4g/cpu-4/x', 'fast-3g/cpu-4/']) {
  test(`“${text}” is not a profile`, () => {
    expect(() => parseProfile(text)).toThrow(/PROFILE_INVALID/);
  });
}

for (const cpu of ['cpu-0.5', 'cpu-', '', 'fast', '-4', 'cpu-1e3', 'NaN', '0']) {
  test(`“${cpu}” is not a CPU slowdown`, () => {
    expect(() => parseProfile(`4g/${cpu}`)).toThrow(/CPU_SLOWDOWN_INVALID/);
  });
}

test('a device that is not known names the nearest one', () => {
  expect(() => parseProfile('4g/low-teir')).toThrow(
    /Did you mean low-tier\?.*low-tier or mid-tier|Did you mean low-tier\?.*mid-tier or low-tier/s,
  );
});
