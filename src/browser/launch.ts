import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { disabledFeatures } from './features.ts';
import type { Browser } from './find.ts';
import { prepareOwnFonts } from './fonts/prepare.ts';

const run = promisify(execFile);

/** Options of Playwright's `chromium.launch` for a measured browser. */
export type BrowserLaunchOptions = {
  executablePath: string;
  headless: true;
  chromiumSandbox: boolean;
  args: string[];
  env: NodeJS.ProcessEnv;
};

/**
 * Turns off the browser's own background work, which would share the link and the cores with the page. No
 * argument here changes how a page is laid out, drawn or scheduled.
 *
 * QUIC is off because a proxy carries TCP only: with it, a page would bypass the shaping on its first visit
 * or wait for the fallback.
 * Source: https://github.com/GoogleChrome/chrome-launcher/blob/main/docs/chrome-flags-for-tools.md
 */
const quietArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-client-side-phishing-detection',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-field-trial-config',
  '--disable-quic',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
];

/** Arguments for starting the browser without Playwright, such as by chrome-launcher. */
export async function launchArguments(): Promise<string[]> {
  const headless = '--headless=new';
  return (await sandboxWorks())
    ? [headless, ...quietArguments]
    : [headless, '--no-sandbox', ...quietArguments];
}

/**
 * Options for Playwright, which itself adds `--headless` (new mode since Chromium 132) and `--no-sandbox`.
 */
export async function launchOptions(browser: Browser): Promise<BrowserLaunchOptions> {
  return {
    executablePath: browser.executablePath,
    headless: true,
    chromiumSandbox: await sandboxWorks(),
    args: [...quietArguments, disabledFeatures],
    env: await launchEnvironment(browser),
  };
}

/**
 * The environment of a browser: that of this process. On Linux it also points the browser to the harness's
 * fonts, unless the browser should use the host's. On other systems the fonts cannot be replaced.
 *
 * @throws HarnessError `FONTS_MISSING`, `FONTS_NOT_WRITTEN`
 */
export async function launchEnvironment({
  hostFonts,
}: Pick<Browser, 'hostFonts'>): Promise<NodeJS.ProcessEnv> {
  // biome-ignore lint/style/noProcessEnv: what Playwright is given replaces the environment that it would inherit.
  const inherited = process.env;
  if (drawsWithHostFonts({ hostFonts })) return { ...inherited };
  const { configFile } = await prepareOwnFonts();
  // Without them, the language and the file system of the host would affect the choice of fonts.
  const { FONTCONFIG_SYSROOT: _sysroot, FONTCONFIG_PATH: _path, ...rest } = inherited;
  return { ...rest, FONTCONFIG_FILE: configFile, FC_LANG: 'en' };
}

/** Whether a browser draws with the fonts of the host: if configured, or if they cannot be replaced. */
export function drawsWithHostFonts({ hostFonts }: Pick<Browser, 'hostFonts'>): boolean {
  return hostFonts || process.platform !== 'linux';
}

/**
 * Whether Chromium's sandbox can start. Root may not use it; on Linux it needs user namespaces, which
 * containers and some distributions forbid.
 */
async function sandboxWorks(): Promise<boolean> {
  if (process.getuid?.() === 0) return false;
  if (process.platform !== 'linux') return true;
  return run('unshare', ['--user', '--map-root-user', 'true'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}
