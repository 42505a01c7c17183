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

/** The input of every tool: the same page through the same shaped link. */
export interface Subject {
  url: string;
  /** SOCKS5; the proxy already shapes at the profile's rates. */
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
  /** Its settings, for the table. */
  settings: string;
  sample: (samples: number) => Promise<Sampled>;
}

/** Arguments that make Chromium use the proxy for loopback addresses too. */
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

/** Measures how long a tool takes for its samples. */
export async function timed(body: () => Promise<Sampled['values']>): Promise<Sampled> {
  const startedMs = performance.now();
  const values = await body();
  return { seconds: (performance.now() - startedMs) / 1000, values };
}
