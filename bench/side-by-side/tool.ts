import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export const commonMetrics = ['fcp', 'lcp', 'tbt', 'cls', 'transfer-bytes'] as const;
export type CommonMetric = (typeof commonMetrics)[number];

/** Samples of one page by one tool. */
export interface Sampled {
  /** Wall time from the start of the tool to its end. */
  seconds: number;
  values: Partial<Record<CommonMetric, number[]>>;
}

/** What every tool is given: the same page through the same shaped link. */
export interface Subject {
  url: string;
  /** SOCKS5, already at the profile's rates. */
  proxyUrl: string;
  browserPath: string;
  chromedriverPath: string;
  /** Arguments of a headless Chromium. */
  browserArguments: readonly string[];
  /** Scratch folder with the installed tools. */
  folder: string;
}

export interface Tool {
  id: string;
  version: string;
  /** What it was told, for the table. */
  settings: string;
  sample: (samples: number) => Promise<Sampled>;
}

/** Arguments by which Chromium takes a proxy also to loopback. */
export function proxyArguments(proxyUrl: string): string[] {
  return [`--proxy-server=${proxyUrl}`, '--proxy-bypass-list=<-loopback>'];
}

const patienceMs = 10 * 60_000;

/** Runs a Node program to its end and returns what it printed. @throws Error when it exits with a failure */
export async function runNode(
  file: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    timeout: patienceMs,
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout;
}

/** Times something that takes samples. */
export async function timed(body: () => Promise<Sampled['values']>): Promise<Sampled> {
  const startedMs = performance.now();
  const values = await body();
  return { seconds: (performance.now() - startedMs) / 1000, values };
}
