import { tmpdir } from 'node:os';
import { expect, test } from '@playwright/test';
import { serveBuild } from '../../../../src/targets/builds/serve.ts';

const server = `node -e "require('node:http').createServer((_, a) => a.end('hello')).listen(process.env.PORT, process.env.HOST)"`;
const order = (command: string, signal = new AbortController().signal) => ({
  folder: tmpdir(),
  command,
  label: 'main (1a2b3c4)',
  environment: process.env,
  signal,
});

test('a server gets a free port, is waited for, and ends with its scope', async () => {
  let url = '';
  {
    await using served = await serveBuild(order(server));
    url = served.url;
    expect(await (await fetch(url)).text()).toBe('hello');
    served.assertAlive();
  }
  await expect(fetch(url)).rejects.toThrow();
});

test('a command that ends before it answers is told with its last words', async () => {
  await expect(serveBuild(order('echo "port is taken"; exit 7'))).rejects.toThrow(
    /of main \(1a2b3c4\) ended with exit code 7: port is taken\n.*\(SERVE_FAILED\)/s,
  );
});

test('a server that dies in mid-run is named', async () => {
  await using served = await serveBuild(
    order(
      `node -e "require('node:http').createServer((_, a) => { a.end(); setTimeout(() => process.exit(9), 50) }).listen(process.env.PORT)"`,
    ),
  );
  const dead = () => {
    try {
      served.assertAlive();
      return '';
    } catch (cause) {
      return String(cause);
    }
  };
  await expect.poll(dead, { intervals: [20] }).toMatch(/ended in mid-run \(exit code 9\).*TARGET_DIED/s);
});

test('an interrupt while it is waited for is what is thrown', async () => {
  const controller = new AbortController();
  const served = serveBuild(order('sleep 1000', controller.signal));
  controller.abort(new Error('no more'));
  await expect(served).rejects.toThrow('no more');
});
