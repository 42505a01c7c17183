import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { causeText, HarnessError } from '../core/errors.ts';
import { type Browser, type BrowserPlaces, findBrowser } from './find.ts';
import { type InstallStep, installSteps } from './install-steps.ts';

const run = promisify(execFile);

export type EnsureBrowserOptions = {
  /** The user's choice (`BACKSCROLL_BROWSER`); nothing is installed then. */
  override?: string | undefined;
  /** Called with one line for each action and its result. */
  say: (line: string) => void;
  /**
   * Asks before a change of the system. Absent where no one can answer: then the change is made and logged.
   */
  confirm?: ((question: string) => Promise<boolean>) | undefined;
  /** Whether the browser should draw with the fonts of the host. */
  hostFonts?: boolean;
  places?: BrowserPlaces;
  steps?: InstallStep[];
};

/**
 * Returns the browser to measure with; installs one when there is none.
 *
 * Playwright's download comes first because it changes nothing outside its own cache; then the system's
 * package manager.
 *
 * @throws HarnessError `BROWSER_UNUSABLE` for a bad override, `BROWSER_MISSING` when no step succeeded
 */
export async function ensureBrowser(options: EnsureBrowserOptions): Promise<Browser> {
  const { override, say, confirm, hostFonts = false } = options;
  const places = { hostFonts, ...(options.places === undefined ? {} : { places: options.places }) };
  const present = await findBrowser({ override, ...places });
  if (present !== undefined) return present;

  const steps = options.steps ?? (await installSteps());
  for (const step of steps) {
    const refusal = step.unavailable ?? (await declined(step, confirm));
    const failure = refusal ?? (await perform(step, say));
    if (failure !== undefined) {
      say(`${step.title}: ${failure}`);
      continue;
    }
    const installed = await findBrowser(places);
    if (installed !== undefined) return installed;
    say(`${step.title}: ended well, but left no browser that starts`);
  }
  throw missing(steps);
}

async function declined(
  step: InstallStep,
  confirm: EnsureBrowserOptions['confirm'],
): Promise<string | undefined> {
  if (!step.changesSystem || confirm === undefined) return undefined;
  const agreed = await confirm(`No Chromium or Chrome was found. Run "${step.typed}"?`);
  return agreed ? undefined : 'declined';
}

/** Runs the commands of a step; returns the reason when one fails. */
async function perform(step: InstallStep, say: (line: string) => void): Promise<string | undefined> {
  say(`${step.title}: ${step.typed}`);
  const startedMs = performance.now();
  const signal = AbortSignal.timeout(step.timeoutMs);
  for (const [file, ...args] of step.commands) {
    try {
      await run(file, args, { signal, maxBuffer: 64 * 1024 * 1024 });
    } catch (cause) {
      if (signal.aborted) return `given up after ${Math.round(step.timeoutMs / 1000)} s`;
      return failureReason(cause);
    }
  }
  say(`${step.title}: done in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  return undefined;
}

/** The line of a failed command's output that gives the reason. */
function failureReason(cause: unknown): string {
  const output = [stream(cause, 'stderr'), stream(cause, 'stdout'), causeText(cause)].join('\n');
  const lines = output.split('\n').map((line) => line.trim());
  const telling = lines.find((line) => /^(E|Error): /.test(line)) ?? lines.find((line) => line !== '');
  return telling ?? 'failed and printed nothing';
}

function stream(cause: unknown, name: 'stderr' | 'stdout'): string {
  const text: unknown = cause instanceof Error ? Reflect.get(cause, name) : undefined;
  return typeof text === 'string' ? text : '';
}

function missing(steps: InstallStep[]): HarnessError {
  const commands = steps.map((step) => `\n    ${step.typed}`).join('');
  return new HarnessError(
    'BROWSER_MISSING',
    'No Chromium or Chrome was found, and none could be installed.',
    `Install one yourself, then run this again; set BACKSCROLL_BROWSER to its path if it lies in an unusual place.${commands}\n `,
  );
}
