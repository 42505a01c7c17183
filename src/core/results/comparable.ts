import { cellName } from './cell.ts';
import { hardwareOf } from './machine-figures.ts';
import type { Results } from './results.ts';

/** The parts of a run that decide whether its figures are comparable with those of another. */
export type Comparable = Pick<Results, 'environment' | 'metrics' | 'cells' | 'options' | 'reference'>;

/**
 * Why figures of two runs cannot be compared, one sentence per reason; empty when they can. What renders the
 * page, data, load and gesture, and the definitions of the metrics that both measured must be equal. Commit
 * and defects may differ, since they are what is compared. The machine may differ when both runs have a
 * reference workload: times are then inconclusive, and counts are still compared.
 */
export function incomparabilities(baseline: Comparable, candidate: Comparable): string[] {
  return [
    ...environments(baseline, candidate),
    ...versions(baseline, candidate),
    ...datasets(baseline, candidate),
    ...settings(baseline, candidate),
  ];
}

/** The parts of the fingerprint, as keys of `environment`: what renders the page, and the machine. */
const drawing = ['browser', 'renderer', 'fonts', 'os'] as const;
const fingerprinted = [...drawing, 'cpu', 'cores', 'memoryBytes'] as const;

function environments(
  { environment: a, reference: readingsOfA }: Comparable,
  { environment: b, reference: readingsOfB }: Comparable,
): string[] {
  if (a.fingerprint === b.fingerprint) return [];
  const known = readingsOfA !== undefined && readingsOfB !== undefined;
  const isOtherMachine = hardwareOf(a) !== hardwareOf(b);
  if (known && isOtherMachine && drawingOf(a) === drawingOf(b)) return [];
  const named = fingerprinted.flatMap((name) => {
    const [before, after] = [nameOf(a[name]), nameOf(b[name])];
    return before === after
      ? []
      : [`environment: ${name} is ${before} in the baseline and ${after} in the candidate`];
  });
  return named.length > 0 ? named : [`environment: fingerprint ${a.fingerprint} against ${b.fingerprint}`];
}

/**
 * Everything that renders the page: what figures depend on besides the machine. Equal for comparable counts.
 */
export function drawingOf(environment: Comparable['environment']): string {
  return JSON.stringify(drawing.map((name) => drawnBy(environment, name)));
}

/** For the operating system only its name and architecture: a kernel update does not change the rendering. */
function drawnBy(environment: Comparable['environment'], name: (typeof drawing)[number]): string {
  const text = nameOf(environment[name]);
  return name === 'os' ? text.split(' ').slice(0, 2).join(' ') : text;
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'unknown';
  if (typeof value !== 'object' || value === null) return String(value);
  return `${String(Reflect.get(value, 'name'))} ${String(Reflect.get(value, 'version'))}`;
}

function versions(baseline: Comparable, candidate: Comparable): string[] {
  const used = measuredIn(candidate);
  return [...measuredIn(baseline)]
    .filter((id) => used.has(id))
    .flatMap((id) => {
      const [before, after] = [baseline.metrics[id], candidate.metrics[id]];
      if (before === undefined || after === undefined || before.version === after.version) return [];
      return [
        `metric: ${id} is version ${before.version} in the baseline and ${after.version} in the candidate`,
      ];
    });
}

function measuredIn({ cells }: Comparable): Set<string> {
  return new Set(cells.flatMap((cell) => cell.samples.map(({ metric }) => metric)));
}

function datasets(baseline: Comparable, candidate: Comparable): string[] {
  const known = new Map(baseline.cells.map((cell) => [withoutArm(cell), cell.dataset]));
  const different = candidate.cells.flatMap((cell) => {
    const before = known.get(withoutArm(cell));
    if (before === undefined || before === cell.dataset) return [];
    const name = (dataset: string | null) => dataset ?? 'none';
    return [
      `data: ${withoutArm(cell)} read data set ${name(before)} in the baseline and ${name(cell.dataset)} in the candidate`,
    ];
  });
  return [...new Set(different)];
}

/** Options that change what is measured but do not appear in a cell's name. */
export const decisive = [
  'traffic',
  'scroll',
  'distance',
  'speed',
  'waitFor',
  'click',
  'type',
  'login',
  'device',
  'throttling',
  'rest',
  'restWithin',
] as const;

function settings({ options: a }: Comparable, { options: b }: Comparable): string[] {
  return decisive.flatMap((name) => {
    const [before, after] = [a[name], b[name]].map((value) => JSON.stringify(value ?? null));
    return before === after
      ? []
      : [`option: ${name} is ${before ?? 'unset'} in the baseline and ${after ?? 'unset'} in the candidate`];
  });
}

function withoutArm({ scenario, params, profile }: Comparable['cells'][number]): string {
  return cellName({ scenario, params, profile, arm: 'default' });
}
