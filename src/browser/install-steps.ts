import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** One way to get a browser. */
export type InstallStep = {
  title: string;
  /** Run one after the other; the time-out covers all of them. */
  commands: [file: string, ...args: string[]][];
  /** The equivalent command for a person to type. */
  typed: string;
  timeoutMs: number;
  /** Needs a confirmation on a terminal. */
  changesSystem: boolean;
  /** Why the harness cannot run it, although a person could. */
  unavailable?: string;
};

/** The possible steps on this machine, in the order of trying. */
export async function installSteps(): Promise<InstallStep[]> {
  const manager = await systemStep();
  return manager === undefined ? [playwrightStep] : [playwrightStep, manager];
}

const playwrightStep: InstallStep = {
  title: "Playwright's Chromium",
  // Not `npx playwright`: the checkout may be outside the current folder. Headless-shell is never measured.
  commands: [[process.execPath, playwrightCli(), 'install', 'chromium', '--no-shell']],
  typed: 'npx playwright install chromium --no-shell',
  // Enough for 180 MB at 5 Mbit/s; for an unreachable host the command itself fails within seconds.
  timeoutMs: 300_000,
  changesSystem: false,
};

function playwrightCli(): string {
  return fileURLToPath(new URL('cli.js', import.meta.resolve('playwright/package.json')));
}

async function systemStep(): Promise<InstallStep | undefined> {
  if (process.platform === 'darwin') {
    if (!(await answers('brew', '--version'))) return undefined;
    return step([['brew', 'install', '--cask', 'google-chrome']]);
  }
  const rights = await rootRights();
  if (await answers('apt-get', '--version')) {
    // Ubuntu's package only fetches a snap, which cannot be driven from outside.
    if (await isUbuntu()) return undefined;
    const apt = [...rights.prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'] as const;
    const install = ['install', '-y', '--no-install-recommends', 'chromium'];
    return step(
      [asCommand([...rights.prefix, 'apt-get', 'update']), asCommand([...apt, ...install])],
      rights.problem,
    );
  }
  if (await answers('dnf', '--version')) {
    return step([asCommand([...rights.prefix, 'dnf', 'install', '-y', 'chromium'])], rights.problem);
  }
  return undefined;
}

function step(commands: InstallStep['commands'], unavailable?: string): InstallStep {
  const reason = unavailable === undefined ? {} : { unavailable };
  const typed = commands.map((command) => command.join(' ')).join(' && ');
  return {
    title: "The system's package",
    commands,
    typed,
    timeoutMs: 600_000,
    changesSystem: true,
    ...reason,
  };
}

function asCommand(words: readonly string[]): InstallStep['commands'][number] {
  const [file = '', ...args] = words;
  return [file, ...args];
}

/** No one can type a password here, so sudo counts only when it needs none. */
async function rootRights(): Promise<{ prefix: string[]; problem?: string }> {
  if (process.getuid?.() === 0) return { prefix: [] };
  if (await answers('sudo', '-n', 'true')) return { prefix: ['sudo', '-n'] };
  return { prefix: ['sudo'], problem: 'needs root, and sudo asks for a password' };
}

async function answers(file: string, ...args: string[]): Promise<boolean> {
  return run(file, args, { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

async function isUbuntu(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID=ubuntu$/m.test(release);
}
