import { type CDPSession, chromium, type Browser as PlaywrightBrowser } from 'playwright';
import type { Browser } from '../../browser/find.ts';
import { launchArguments, launchEnvironment, launchOptions } from '../../browser/launch.ts';
import type { DeviceCalibration } from '../../core/results/device-calibration.ts';
import { CpuPlanner } from '../../profiles/cpu-plan.ts';
import { type Shaper, startShaper } from '../../profiles/shaper/shaper.ts';
import { unshaped } from '../../profiles/verify/network.ts';
import { type ProbeHost, startProbeHost } from '../../profiles/verify/probe-host.ts';

/**
 * The screen of the measured reader, as of Lighthouse's phone. Without `isMobile`: its emulated resize counts
 * as user input, and Chromium leaves all layout shifts within 500 ms of it out of CLS.
 */
export const phone = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
} as const;

/** A browser with a session of the browser itself. */
export interface RunningBrowser {
  browser: PlaywrightBrowser;
  session: CDPSession;
}

export interface BenchOptions {
  /** Hosts beyond loopback that the measured page may talk to. */
  allowHosts?: readonly string[];
  /**
   * Whether an interrupt ends browser and process at once; false where the caller closes the bench itself to
   * keep what was measured.
   */
  endsWithSignals?: boolean;
  /** Calibrations of the devices of all profiles. */
  devices?: readonly DeviceCalibration[];
}

/** The equipment of a measurement: a browser behind a shaper, and a probe host with known answers. */
export class Bench implements AsyncDisposable {
  readonly browser: Browser;
  readonly shaper: Shaper;
  readonly probeHost: ProbeHost;
  /** Plans the CPU slowdown of its pages. */
  readonly cpu: CpuPlanner;
  /** For a browser that other code launches. */
  readonly browserArguments: readonly string[];
  readonly browserEnvironment: NodeJS.ProcessEnv;
  readonly #endsWithSignals: boolean;
  #running: Promise<RunningBrowser> | undefined;

  private constructor(
    parts: Pick<Bench, 'browser' | 'shaper' | 'probeHost' | 'browserArguments' | 'browserEnvironment'>,
    { endsWithSignals, devices }: { endsWithSignals: boolean; devices: readonly DeviceCalibration[] },
  ) {
    this.#endsWithSignals = endsWithSignals;
    this.cpu = new CpuPlanner(devices);
    this.browser = parts.browser;
    this.shaper = parts.shaper;
    this.probeHost = parts.probeHost;
    this.browserArguments = parts.browserArguments;
    this.browserEnvironment = parts.browserEnvironment;
  }

  /** @throws HarnessError when the shaper cannot start or the fonts are missing */
  static async open(
    browser: Browser,
    { allowHosts = [], endsWithSignals = true, devices = [] }: BenchOptions = {},
  ): Promise<Bench> {
    // First, because it can fail: nothing runs yet that would have to be ended.
    const browserEnvironment = await launchEnvironment(browser);
    const [shaper, probeHost, browserArguments] = await Promise.all([
      startShaper({ network: unshaped, allowHosts }),
      startProbeHost(),
      launchArguments(),
    ]);
    const parts = { browser, shaper, probeHost, browserArguments, browserEnvironment };
    return new Bench(parts, { endsWithSignals, devices });
  }

  /** The one browser, with its own CDP session; launched when needed, and again after a crash. */
  async launch(): Promise<RunningBrowser> {
    const running = await this.#running?.catch(() => undefined);
    if (running?.browser.isConnected() === true) return running;
    this.#running = this.#start();
    return this.#running;
  }

  async #start(): Promise<RunningBrowser> {
    const signals = this.#endsWithSignals;
    const browser = await chromium.launch({
      ...(await launchOptions(this.browser)),
      handleSIGINT: signals,
      handleSIGTERM: signals,
      handleSIGHUP: signals,
    });
    return { browser, session: await browser.newBrowserCDPSession() };
  }

  /** Also closes a browser that is still being launched. */
  async close(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    this.#running = undefined;
    await running?.browser.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await this.shaper[Symbol.asyncDispose]();
    await this.probeHost[Symbol.asyncDispose]();
  }
}
