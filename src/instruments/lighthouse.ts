import { setTimeout as delay } from 'node:timers/promises';
import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { type BrowserContext, chromium } from 'playwright';
import { z } from 'zod';
import { causeText, HarnessError } from '../core/errors.ts';
import type { LighthouseRecording } from '../metrics/recordings.ts';
import { assertLedTo } from './load-page.ts';
import { networkError, networkErrorCode } from './network-errors.ts';

export interface LighthouseOptions {
  executablePath: string;
  /** Chromium arguments, headless included. */
  browserArguments: readonly string[];
  browserEnvironment: NodeJS.ProcessEnv;
  /** The shaper, so that Lighthouse sees the same network as every other pass. */
  proxyUrl: string;
  cpuSlowdown: number;
  url: string;
  /** Logs in through the browser's default context, as in the other passes. */
  login: (context: BrowserContext) => Promise<void>;
  /** Called when everything is ready and the network may be shaped; the caller undoes it. */
  beforeAudit: () => Promise<void>;
  /**
   * Called when the audit is over and the browser still runs: after a kill, the CPU time of its processes is
   * no longer distinguishable from that of other programs.
   */
  afterAudit: () => void;
}

const categories = ['performance', 'accessibility', 'best-practices'] as const;
const runnerResult = z.object({
  report: z.string(),
  lhr: z.object({
    mainDocumentUrl: z.string().optional(),
    runtimeError: z.object({ code: z.string(), message: z.string() }).optional(),
    categories: z.record(z.string(), z.object({ score: z.number().nullable() })),
  }),
});

/**
 * One Lighthouse run of one page in its own Chrome (chrome-launcher), about 16 s: it waits for 5 s of quiet.
 *
 * The harness shapes the network: Lighthouse throttles only the CPU (`devtools` method with its network at
 * zero), because its simulated default would ignore the shaper. Never beside load on the same cores.
 * Source: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
 *
 * @returns the scores, and Lighthouse's own HTML report
 * @throws HarnessError `LIGHTHOUSE_FAILED` with Lighthouse's message; `PAGE_CRASHED`, `PAGE_UNREACHABLE`,
 *   `PAGE_REDIRECTED`, `NETWORK_LOST`
 */
export async function runLighthouse(
  options: LighthouseOptions,
): Promise<{ recording: LighthouseRecording; html: string }> {
  const chrome = new chromeLauncher.Launcher({
    chromePath: options.executablePath,
    chromeFlags: [
      ...options.browserArguments,
      `--proxy-server=${options.proxyUrl}`,
      // By default Chromium does not send loopback traffic through a proxy; this turns the exception off.
      '--proxy-bypass-list=<-loopback>',
      // Larger than the emulated phone plus tabs and toolbar (docs/decisions/window-size.md).
      '--window-size=800,1200',
    ],
    // The system chooses the port: a fixed one collides across workers.
    port: 0,
    envVars: options.browserEnvironment,
    logLevel: 'silent',
  });
  // When this process is ended early, neither the end of this function nor that of a launch is reached.
  const endWithProcess = (): void => chrome.kill();
  process.once('exit', endWithProcess);
  try {
    await chrome.launch();
    const port = portOf(chrome);
    await loginThroughCdp(port, options.login);
    await options.beforeAudit();
    const audited = await audit(port, options);
    options.afterAudit();
    return audited;
  } finally {
    // A killed browser leaves its lock in the temporary folder; one that closes on request does not.
    const accepted = chrome.port !== undefined && (await askToEnd(chrome.port));
    if (accepted && chrome.pid !== undefined) await untilGroupEnded(chrome.pid);
    chrome.kill();
    if (chrome.pid !== undefined) await untilGroupEnded(chrome.pid);
    process.off('exit', endWithProcess);
  }
}

function portOf({ port }: chromeLauncher.Launcher): number {
  if (port === undefined) throw new Error('the launched browser has no debugging port');
  return port;
}

/** False when the browser no longer answers. */
async function askToEnd(port: number): Promise<boolean> {
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 5_000 });
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.close');
    return true;
  } catch {
    return false;
  }
}

/** Interval and number of checks whether a process group is empty. */
const endCheck = { everyMs: 20, times: 250 } as const;

/**
 * Waits until the ended browser's last process is gone. The CPU time of a process that ends later would be
 * added to another process during the next iteration. chrome-launcher gives the browser its own process
 * group.
 */
async function untilGroupEnded(pid: number): Promise<void> {
  for (let check = 0; check < endCheck.times && isGroupAlive(pid); check++) await delay(endCheck.everyMs);
}

function isGroupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function loginThroughCdp(port: number, login: LighthouseOptions['login']): Promise<void> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  try {
    const context = browser.contexts()[0];
    if (context === undefined) throw new Error('the browser has no default context');
    await login(context);
  } finally {
    // Only disconnects: the browser was not launched by Playwright.
    await browser.close();
  }
}

async function audit(
  port: number,
  { url, cpuSlowdown }: LighthouseOptions,
): Promise<{ recording: LighthouseRecording; html: string }> {
  const result = await lighthouse(url, {
    port,
    output: 'html',
    logLevel: 'silent',
    onlyCategories: [...categories],
    // Keep the session: it logs the page in.
    disableStorageReset: true,
    // A picture of the whole page adds seconds to every run and does not affect a score.
    disableFullPageScreenshot: true,
    formFactor: 'mobile',
    throttlingMethod: 'devtools',
    throttling: {
      cpuSlowdownMultiplier: cpuSlowdown,
      requestLatencyMs: 0,
      downloadThroughputKbps: 0,
      uploadThroughputKbps: 0,
    },
  });
  const parsed = runnerResult.safeParse(result);
  if (!parsed.success) throw failed(url, z.prettifyError(parsed.error));
  const { lhr, report } = parsed.data;
  if (lhr.runtimeError !== undefined) throw runtimeError(url, lhr.runtimeError);
  // A server that answers with another page, such as that of its login: its scores are not those of this one.
  if (lhr.mainDocumentUrl !== undefined) assertLedTo(url, lhr.mainDocumentUrl);
  const score = (id: (typeof categories)[number]) => lhr.categories[id]?.score ?? null;
  return {
    recording: {
      scores: {
        performance: score('performance'),
        accessibility: score('accessibility'),
        'best-practices': score('best-practices'),
      },
    },
    html: report,
  };
}

/** The error of a Lighthouse run that did not finish; its code determines the fault where possible. */
export function runtimeError(
  url: string,
  { code, message }: { code: string; message: string },
): HarnessError {
  const network = networkErrorCode(message);
  if (network !== undefined) return networkError(new URL(url).pathname, network, new Error(message));
  if (code !== 'TARGET_CRASHED') return failed(url, message);
  return new HarnessError(
    'PAGE_CRASHED',
    `The page crashed while Lighthouse audited it: ${message}`,
    'Look at the memory that the page takes; a crash of the renderer counts as a failure of the page.',
  );
}

function failed(url: string, cause: unknown): HarnessError {
  return new HarnessError(
    'LIGHTHOUSE_FAILED',
    `Lighthouse could not audit ${new URL(url).pathname}: ${causeText(cause)}`,
    'Open the page in a browser with the same profile; a page that never paints cannot be audited.',
  );
}
