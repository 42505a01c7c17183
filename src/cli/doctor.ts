import { access, constants, mkdir, statfs } from 'node:fs/promises';
import type { Command } from 'commander';
import { findBrowser } from '../browser/find.ts';
import { installSteps } from '../browser/install-steps.ts';
import { causeText, exitCode } from '../core/errors.ts';
import { openDatabase } from '../database/server.ts';
import { sampleHost } from '../measure/host/host-sample.ts';
import { stateFolder } from './folders.ts';
import { guarded } from './terminal.ts';

/** What was found about one thing that a run needs. */
interface Finding {
  state: 'ok' | 'missing' | 'note';
  title: string;
  text: string;
  /** What to type. */
  remedy?: string;
}

const marks: Record<Finding['state'], string> = { ok: '✓', missing: '✗', note: '·' };
/** The oldest that is supported; a checkout pins a newer one. */
const neededNode = [22, 19] as const;
/** Media, data and a few runs with traces. */
const neededBytes = 2e9;

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('say what is there, what is missing, and what to type')
    .action(() => guarded(doctor));
}

async function doctor(): Promise<number> {
  const findings = await Promise.all([node(), browser(), database(), disk(), host()]);
  for (const { state, title, text, remedy } of findings) {
    process.stdout.write(`${marks[state]} ${title.padEnd(9)} ${text}\n`);
    if (remedy !== undefined) process.stdout.write(`            type: ${remedy}\n`);
  }
  return findings.some(({ state }) => state === 'missing') ? exitCode.couldNotRun : exitCode.good;
}

function node(): Finding {
  const { node: version } = process.versions;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = neededNode;
  const isEnough = major > neededMajor || (major === neededMajor && minor >= neededMinor);
  if (isEnough) return { state: 'ok', title: 'Node', text: version };
  return {
    state: 'missing',
    title: 'Node',
    text: `${version}; ${neededNode.join('.')} or newer is needed`,
    remedy: 'install a newer Node; in a checkout, npm ci and then npm run doctor',
  };
}

async function browser(): Promise<Finding> {
  try {
    const found = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
    if (found !== undefined) {
      const { name, version, origin, executablePath } = found;
      return { state: 'ok', title: 'Browser', text: `${name} ${version} (${origin}, ${executablePath})` };
    }
  } catch (cause) {
    return { state: 'missing', title: 'Browser', text: causeText(cause) };
  }
  const steps = await installSteps();
  return {
    state: 'missing',
    title: 'Browser',
    text: 'no Chromium or Chrome was found; a run installs one by itself',
    remedy: steps
      .filter(({ unavailable }) => unavailable === undefined)
      .map(({ typed }) => typed)
      .join('   or   '),
  };
}

async function database(): Promise<Finding> {
  const url = process.env.DATABASE_URL;
  if (url === undefined) {
    return { state: 'ok', title: 'Database', text: 'embedded PostgreSQL (no DATABASE_URL is set)' };
  }
  try {
    await using opened = await openDatabase({ url, directory: stateFolder() });
    return { state: 'ok', title: 'Database', text: `PostgreSQL ${opened.version} at DATABASE_URL` };
  } catch (cause) {
    return { state: 'missing', title: 'Database', text: causeText(cause) };
  }
}

async function disk(): Promise<Finding> {
  const directory = stateFolder();
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  } catch (cause) {
    return {
      state: 'missing',
      title: 'Disk',
      text: `${directory} cannot be written: ${causeText(cause)}`,
      remedy: `chown -R $(id -un) ${directory}`,
    };
  }
  const { bavail, bsize } = await statfs(directory);
  const free = `${(bavail * bsize * 1e-9).toFixed(1)} GB free`;
  if (bavail * bsize >= neededBytes) return { state: 'ok', title: 'Disk', text: free };
  return { state: 'missing', title: 'Disk', text: `${free}, 2 GB are needed`, remedy: 'rm -r reports/2*' };
}

function host(): Finding {
  const { cores, counters } = sampleHost();
  const gate =
    counters.status === 'read'
      ? 'other load is told apart from that of the harness'
      : `host gate off: ${counters.reason}`;
  const state = cores >= 2 && counters.status === 'read' ? 'ok' : 'note';
  return { state, title: 'Host', text: `${cores} cores; ${gate}` };
}
