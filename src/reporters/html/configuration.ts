/** The configuration of a run: target, settings, browser and machine. */
import { formatDuration, formatValue, plural } from '../../core/format.ts';
import type { Results } from '../../core/results/results.ts';
import { calibrationText } from '../device.ts';
import { iterationsText } from '../figures.ts';
import { left, type Table } from '../table.ts';

/** What was measured, where and with which settings, one row each. */
export function configurationTable(results: Results): Table {
  const { environment, options, id, startedAt, finishedAt, cells } = results;
  const durationMs = Date.parse(finishedAt) - Date.parse(startedAt);
  const { browser, target } = environment;
  const rows = [
    ['Run', id],
    ['Started', `${startedAt}, took ${formatDuration(durationMs)}`],
    ['Target', target.database === null ? target.id : `${target.id} on ${target.database}`],
    ...listed(
      'Profiles',
      cells.map(({ profile }) => profile),
    ),
    ...listed(
      'Data set',
      cells.flatMap(({ dataset }) => dataset ?? []),
    ),
    ...listed(
      'Planted defects',
      cells.flatMap(({ defects }) => defects),
    ),
    ['Iterations', iterationsText({ iterations: cells.flatMap(({ iterations }) => iterations) })],
    ['Browser', `${browser.name} ${browser.version} (${browser.origin}), drawn by ${environment.renderer}`],
    ...(environment.fonts === undefined ? [] : [['Fonts', fontsText(environment.fonts)]]),
    ...(environment.machines?.map(({ hardware }, shard) => [`Machine of shard ${shard + 1}`, hardware]) ?? [
      ['Machine', machineText(environment)],
    ]),
    ['Benchmark index', indexText(environment)],
    ...deviceRows(environment),
    ...(typeof environment.cpuFrequency === 'string' ? [['CPU frequency', environment.cpuFrequency]] : []),
    ['Node', environment.node],
    ['Commit', environment.commit ?? 'unknown'],
    ['Fingerprint', `${environment.fingerprint} (figures compare only where it is equal)`],
    ...Object.entries(options).flatMap(([name, value]) => optionRow(name, value)),
  ];
  return { columns: [left('What'), left('Value')], rows };
}

/** A row with each value once; no row without values. */
function listed(title: string, values: readonly string[]): string[][] {
  return values.length === 0 ? [] : [[title, [...new Set(values)].join(', ')]];
}

function fontsText(fonts: string): string {
  return `${fonts} (${fonts.startsWith('host/') ? 'those of the host' : 'those of Backscroll'})`;
}

function machineText({ cpu, cores, memoryBytes, os }: Results['environment']): string {
  const memory = typeof memoryBytes === 'number' ? `${formatValue(memoryBytes, 'bytes')} of memory, ` : '';
  return `${cpu}, ${plural(cores, 'core')}, ${memory}${os}`;
}

/** Each shard of a merged run has calibrated its devices by itself. */
function deviceRows({ devices = [], machines }: Results['environment']): string[][] {
  const rows = (found: typeof devices, of = ''): string[][] =>
    found.map((each) => [`Device ${each.device}${of}`, calibrationText(each)]);
  if (machines === undefined) return rows(devices);
  return machines.flatMap((machine, shard) => rows(machine.devices ?? [], `, shard ${shard + 1}`));
}

function indexText({ hostIndex, hostIndexReason }: Results['environment']): string {
  if (hostIndex !== null) return formatValue(hostIndex, 'count');
  return `unavailable: ${typeof hostIndexReason === 'string' ? hostIndexReason : 'no reason was given'}`;
}

/** Options that have their own rows. */
const toldAlready = ['id', 'profiles', 'defects', 'hostFonts', 'leftOut'];
/** Titles of options; others keep their name from results.json. */
const optionTitles: Record<string, string> = {
  iterations: 'Valid iterations planned',
  seed: 'Seed of the order',
  suite: 'Suite',
  target: 'Module of the target',
  targetOptions: 'Options of the target',
  traffic: 'Background traffic',
};

/** Options that were not set are left out. */
function optionRow(name: string, value: unknown): string[][] {
  if (value === null || value === undefined || toldAlready.includes(name)) return [];
  return [[optionTitles[name] ?? `Option ${name}`, optionText(value)]];
}

function optionText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(optionText).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, each]) => `${name} ${optionText(each)}`)
      .join(', ');
  }
  return String(value);
}
