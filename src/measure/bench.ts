import { type CDPSession, chromium, type Browser as PlaywrightBrowser } from 'playwright';
import type { Browser } from '../browser/find.ts';
import { launchArguments, launchOptions } from '../browser/launch.ts';
import { type ProbeHost, startProbeHost } from '../profiles/probe-host.ts';
import { findNetwork, type NetworkProfile } from '../profiles/profile.ts';
import { type Shaper, startShaper } from '../profiles/shaper.ts';

/**
 * The screen of the measured reader: that of Lighthouse's phone. Without `isMobile`: its emulated resize
 * counts as an input of the user, and Chromium leaves all layout shifts within 500 ms of it out of CLS.
 */
export const phone = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
} as const;

/** What measuring needs beside the page: a browser behind a shaper, and a host with known answers. */
export class Bench implements AsyncDisposable {
  readonly browser: Browser;
  readonly shaper: Shaper;
  readonly probeHost: ProbeHost;
  /** For a browser that somebody else launches. */
  readonly browserArguments: readonly string[];
  readonly #endsWithSignals: boolean;
  #running: { browser: PlaywrightBrowser; session: CDPSession } | undefined;

  private constructor(
    parts: Pick<Bench, 'browser' | 'shaper' | 'probeHost' | 'browserArguments'>,
    endsWithSignals: boolean,
  ) {
    this.#endsWithSignals = endsWithSignals;
    this.browser = parts.browser;
    this.shaper = parts.shaper;
    this.probeHost = parts.probeHost;
    this.browserArguments = parts.browserArguments;
  }

  /**
   * @param allowHosts hosts beyond loopback that the measured page may talk to
   * @param endsWithSignals whether an interrupt ends browser and process at once; false where the caller
   *   closes the bench itself to keep what was measured
   * @throws HarnessError when the shaper cannot start
   */
  static async open(
    browser: Browser,
    allowHosts: readonly string[] = [],
    endsWithSignals = true,
  ): Promise<Bench> {
    const [shaper, probeHost, browserArguments] = await Promise.all([
      startShaper({ network: unshaped, allowHosts }),
      startProbeHost(),
      launchArguments(),
    ]);
    return new Bench({ browser, shaper, probeHost, browserArguments }, endsWithSignals);
  }

  /** The one browser, launched when needed and again after it crashed; with a session of the browser itself. */
  async launch(): Promise<{ browser: PlaywrightBrowser; session: CDPSession }> {
    if (this.#running?.browser.isConnected() === true) return this.#running;
    const signals = this.#endsWithSignals;
    const browser = await chromium.launch({
      ...(await launchOptions(this.browser)),
      handleSIGINT: signals,
      handleSIGTERM: signals,
      handleSIGHUP: signals,
    });
    this.#running = { browser, session: await browser.newBrowserCDPSession() };
    return this.#running;
  }

  async close(): Promise<void> {
    await this.#running?.browser.close();
    this.#running = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await this.shaper[Symbol.asyncDispose]();
    await this.probeHost[Symbol.asyncDispose]();
  }
}

/** No limit and no delay: set-up and preparation are not measured and need not wait. */
export const unshaped: NetworkProfile = findNetwork('none');
