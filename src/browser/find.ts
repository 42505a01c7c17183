import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { Launcher } from 'chrome-launcher';
import { chromium } from 'playwright';
import { causeText, HarnessError } from '../core/errors.ts';

const run = promisify(execFile);

/** A browser that reported its version. */
export type Browser = {
  executablePath: string;
  /** `Chromium` or `Google Chrome`, as the browser calls itself. */
  name: string;
  /** Four numbers, such as `156.0.8078.79`. */
  version: string;
  origin: 'override' | 'playwright' | 'system';
  /** Draws with the fonts of the host instead of those of the harness. */
  hostFonts: boolean;
};

type FoundBrowser = Omit<Browser, 'hostFonts'>;

/** Where to look; the default is this machine. Tests pass their own. */
export type BrowserPlaces = { playwright: () => string; system: () => string[] };

const thisMachine: BrowserPlaces = { playwright: () => chromium.executablePath(), system: systemPaths };

/**
 * Finds a full Chromium or Chrome: the override, Playwright's own download, then the browsers of the system.
 *
 * @param options.override path of the browser to use; nothing else is tried then
 * @param options.origin how that path was found when it was not the user's choice
 * @param options.hostFonts whether it should draw with the fonts of the host
 * @returns undefined when there is none
 * @throws HarnessError `BROWSER_UNUSABLE` when the override is not a browser that can be measured
 */
export async function findBrowser(
  options: {
    override?: string | undefined;
    origin?: Browser['origin'] | undefined;
    hostFonts?: boolean;
    places?: BrowserPlaces;
  } = {},
): Promise<Browser | undefined> {
  const found = await findExecutable(options);
  return found === undefined ? undefined : { ...found, hostFonts: options.hostFonts ?? false };
}

async function findExecutable({
  override,
  origin = 'override',
  places = thisMachine,
}: NonNullable<Parameters<typeof findBrowser>[0]>): Promise<FoundBrowser | undefined> {
  if (override !== undefined && override !== '') return inspectBrowser(override, origin);

  const candidates = [
    { path: places.playwright(), origin: 'playwright' as const },
    ...places.system().map((path) => ({ path, origin: 'system' as const })),
  ];
  for (const { path, origin } of candidates) {
    const found = existsSync(path) ? await inspectOrSkip(path, origin) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Reads the version of a browser file and refuses browsers that cannot be measured.
 *
 * @throws HarnessError `BROWSER_UNUSABLE`
 */
async function inspectBrowser(executablePath: string, origin: Browser['origin']): Promise<FoundBrowser> {
  if (/headless[-_]shell/i.test(basename(executablePath))) {
    throw unusable(
      executablePath,
      'is headless-shell, which draws by another path than the browser people use',
    );
  }
  if (!existsSync(executablePath)) throw unusable(executablePath, 'does not exist');
  const text = await askVersion(executablePath);
  const match = /^\s*(.*?Chrom(?:e|ium).*?)\s+(\d+(?:\.\d+){3})(.*)$/m.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw unusable(executablePath, `answered --version with "${firstLine(text)}"`);
  }
  // Snap confines the browser: it has no access to Playwright's profile folder and pipe.
  if (/\bsnap\b/.test(match[3] ?? '')) {
    throw unusable(executablePath, 'is a snap, which cannot be driven from outside');
  }
  return { executablePath, name: match[1], version: match[2], origin };
}

async function askVersion(executablePath: string): Promise<string> {
  try {
    // The first start after an installation reads some 300 MB from a cold disk.
    const { stdout } = await run(executablePath, ['--version'], { timeout: 30_000, killSignal: 'SIGKILL' });
    return stdout;
  } catch (cause) {
    throw unusable(executablePath, `did not answer --version: ${firstLine(causeText(cause))}`, cause);
  }
}

/** Skips unusable files: a system may have stubs that only explain how to install a browser. */
async function inspectOrSkip(path: string, origin: Browser['origin']): Promise<FoundBrowser | undefined> {
  try {
    return await inspectBrowser(path, origin);
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'BROWSER_UNUSABLE') return undefined;
    throw error;
  }
}

/** chrome-launcher knows Chrome everywhere and Chromium on Linux; it throws when it finds none. */
function systemPaths(): string[] {
  const wellKnown =
    process.platform === 'darwin'
      ? ['/Applications/Chromium.app/Contents/MacOS/Chromium']
      : ['/usr/bin/chromium'];
  try {
    return [...new Set([...Launcher.getInstallations(), ...wellKnown])];
  } catch {
    return wellKnown;
  }
}

function unusable(path: string, what: string, cause?: unknown): HarnessError {
  return new HarnessError(
    'BROWSER_UNUSABLE',
    `${path} ${what}.`,
    'Set BACKSCROLL_BROWSER to the executable of Chromium or Chrome, or unset it to have one found.',
    { cause },
  );
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
