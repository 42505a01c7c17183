import { expect, test } from '@playwright/test';
import { fingerprint, rendererName } from '../../../../src/measure/host/environment.ts';

const machine = {
  browser: { name: 'Chromium', version: '156.0.8078.79', origin: 'system' },
  renderer: 'software',
  fonts: 'backscroll/0123456789ab',
  cpu: 'AMD EPYC',
  cores: 2,
  memoryBytes: 25_276_510_208,
  os: 'linux x64 6.1.0',
};

test('the fingerprint changes with what figures depend on', () => {
  const changes: Partial<typeof machine>[] = [
    { browser: { ...machine.browser, version: '157.0.0.1' } },
    { renderer: 'Apple M4' },
    { fonts: 'host/unknown' },
    { cpu: 'AMD EPYC 2' },
    { cores: 4 },
    { memoryBytes: 8 * 1024 ** 3 },
    { os: 'darwin arm64 25.0.0' },
  ];
  const prints = [machine, ...changes.map((change) => ({ ...machine, ...change }))].map(fingerprint);
  expect(new Set(prints).size).toBe(prints.length);
});

test('the fingerprint stays over what figures do not depend on', () => {
  const updated = { ...machine, os: 'linux x64 6.2.0', memoryBytes: machine.memoryBytes - 4096 };
  const found = { ...updated, browser: { ...machine.browser, origin: 'override' } };
  expect(fingerprint(found)).toBe(fingerprint(machine));
});

test('a renderer is software unless the GPU composites', () => {
  const swiftshader = {
    deviceString: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)',
  };
  const enabled = { gpu_compositing: 'enabled' };
  expect(
    rendererName({ devices: [swiftshader], featureStatus: { gpu_compositing: 'disabled_software' } }),
  ).toBe('software');
  expect(rendererName({ devices: [swiftshader], featureStatus: enabled })).toBe('software');
  expect(rendererName({ devices: [] })).toBe('software');
  expect(rendererName({ devices: [{ deviceString: 'Apple M4' }], featureStatus: enabled })).toBe('Apple M4');
});
