import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { chromium, type Page } from 'playwright';
import type { Browser } from '../../browser/find.ts';
import { prepareOwnFonts } from '../../browser/fonts/prepare.ts';
import { drawsWithHostFonts, launchOptions } from '../../browser/launch.ts';
import { causeText } from '../../core/errors.ts';
import { drawnSizes } from '../../page/drawn-sizes.ts';
import { benchmarkIndex } from './benchmark-index.ts';
import { describeFrequency } from './cpu-frequency.ts';

const run = promisify(execFile);

/** The conditions that figures depend on: the `environment` of results.json without its target. */
export type HostEnvironment = {
  browser: { name: string; version: string; origin: string };
  /** `software` or the name of the GPU. */
  renderer: string;
  /**
   * `backscroll/<hash of the files and rules>` for the fonts of the harness;
   * `host/<hash of the sizes of texts>` for those of the host, `host/unknown` where the browser reports none.
   */
  fonts: string;
  cpu: string;
  cores: number;
  memoryBytes: number;
  hostIndex: number | null;
  /** Why there is no index; null when there is one. */
  hostIndexReason: string | null;
  /** Range and governor of the cores' clock, or why they are unknown. */
  cpuFrequency: string;
  /** Platform, architecture and kernel, `linux x64 6.1.0`. */
  os: string;
  node: string;
  /** Of the measured checkout, `+dirty` appended when files differ from it; null outside of a repository. */
  commit: string | null;
  containerised: boolean;
  fingerprint: string;
};

/**
 * Describes browser, host and checkout; starts the browser once, about 2 s.
 *
 * @param options.directory the checkout whose commit is recorded
 */
export async function describeEnvironment(options: {
  browser: Browser;
  directory?: string;
}): Promise<HostEnvironment> {
  const { name, version, origin } = options.browser;
  const comparable = {
    browser: { name, version, origin },
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: [platform(), arch(), release()].join(' '),
    containerised: await isContainerised(),
    ...(await askBrowser(options.browser)),
  };
  return {
    ...comparable,
    cpuFrequency: describeFrequency(),
    node: process.versions.node,
    commit: await describeCommit(options.directory ?? process.cwd()),
    fingerprint: fingerprint(comparable),
  };
}

type Comparable = Pick<
  HostEnvironment,
  'browser' | 'renderer' | 'fonts' | 'cpu' | 'cores' | 'memoryBytes' | 'os'
>;

/**
 * Hash of the conditions that must be equal before figures may be compared: browser and version, renderer,
 * fonts, CPU, cores, memory in GiB, platform and architecture. Kernel and Node are not part of it: an update
 * of them starts no new series. The host index varies from run to run and is compared as a number instead.
 */
export function fingerprint(environment: Comparable): string {
  const [system, architecture] = environment.os.split(' ');
  const parts = [
    environment.browser.name,
    environment.browser.version,
    environment.renderer,
    environment.fonts,
    environment.cpu,
    environment.cores,
    Math.round(environment.memoryBytes / 1024 ** 3),
    system,
    architecture,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

type GpuInfo = { devices: { deviceString: string }[]; featureStatus?: object };

/**
 * The renderer of the page. Chromium without a GPU composites in software; the device that it then reports is
 * SwiftShader, which serves WebGL only.
 * Source: Chrome DevTools Protocol, SystemInfo.getInfo; chrome://gpu.
 */
export function rendererName(gpu: GpuInfo): string {
  const compositing: unknown = Reflect.get(gpu.featureStatus ?? {}, 'gpu_compositing');
  const device = gpu.devices[0]?.deviceString ?? '';
  const software = /swiftshader|llvmpipe|softpipe|basic render/i.test(device);
  if (typeof compositing !== 'string' || !compositing.startsWith('enabled') || software) return 'software';
  return device === '' ? 'GPU without a name' : device;
}

async function askBrowser(
  browser: Browser,
): Promise<Pick<HostEnvironment, 'renderer' | 'fonts' | 'hostIndex' | 'hostIndexReason'>> {
  const running = await chromium.launch(await launchOptions(browser));
  try {
    const session = await running.newBrowserCDPSession();
    const { gpu } = await session.send('SystemInfo.getInfo');
    const page = await running.newPage();
    const index = await page.evaluate(benchmarkIndex, 1_000).then(
      (hostIndex) => ({ hostIndex, hostIndexReason: null }),
      (cause: unknown) => ({ hostIndex: null, hostIndexReason: causeText(cause) }),
    );
    return { renderer: rendererName(gpu), fonts: await describeFonts(browser, page), ...index };
  } finally {
    await running.close();
  }
}

async function describeFonts(browser: Browser, page: Page): Promise<string> {
  if (!drawsWithHostFonts(browser)) return `backscroll/${(await prepareOwnFonts()).version}`;
  const sizes = await page.evaluate(drawnSizes).catch(() => undefined);
  if (sizes === undefined) return 'host/unknown';
  return `host/${createHash('sha256').update(sizes).digest('hex').slice(0, 12)}`;
}

async function describeCommit(directory: string): Promise<string | null> {
  try {
    const options = { cwd: directory, timeout: 10_000 };
    const head = await run('git', ['rev-parse', 'HEAD'], options);
    const changes = await run('git', ['status', '--porcelain', '--untracked-files=no'], options);
    return head.stdout.trim() + (changes.stdout.trim() === '' ? '' : '+dirty');
  } catch {
    // No git, no repository, or a repository without a commit.
    return null;
  }
}

/** Docker and Podman leave a marker file; Kubernetes and LXC show in the name of the first process' group. */
async function isContainerised(): Promise<boolean> {
  if (existsSync('/.dockerenv') || existsSync('/run/.containerenv')) return true;
  const groups = await readFile('/proc/1/cgroup', 'utf8').catch(() => '');
  return /docker|kubepods|containerd|lxc/.test(groups);
}
