import { cellName, type Results } from './results.ts';

/**
 * Why figures of two runs cannot be compared, one sentence each; empty when they can. Environment, data
 * and the definitions of the metrics that both measured must be equal; commit and defects may differ, for
 * that is what is compared.
 */
export function incomparabilities(baseline: Results, candidate: Results): string[] {
  return [
    ...environments(baseline, candidate),
    ...versions(baseline, candidate),
    ...datasets(baseline, candidate),
  ];
}

/** What the fingerprint is made of, by the names of `environment`. */
const fingerprinted = ['browser', 'renderer', 'cpu', 'cores', 'memoryBytes', 'os'] as const;

function environments({ environment: a }: Results, { environment: b }: Results): string[] {
  if (a.fingerprint === b.fingerprint) return [];
  const named = fingerprinted.flatMap((name) => {
    const [before, after] = [nameOf(a[name]), nameOf(b[name])];
    return before === after
      ? []
      : [`environment: ${name} is ${before} in the baseline and ${after} in the candidate`];
  });
  return named.length > 0 ? named : [`environment: fingerprint ${a.fingerprint} against ${b.fingerprint}`];
}

function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return `${String(Reflect.get(value, 'name'))} ${String(Reflect.get(value, 'version'))}`;
}

function versions(baseline: Results, candidate: Results): string[] {
  const used = new Set(candidate.cells.flatMap((cell) => cell.samples.map(({ metric }) => metric)));
  return [...used].flatMap((id) => {
    const [before, after] = [baseline.metrics[id], candidate.metrics[id]];
    if (before === undefined || after === undefined || before.version === after.version) return [];
    return [
      `metric: ${id} is version ${before.version} in the baseline and ${after.version} in the candidate`,
    ];
  });
}

function datasets(baseline: Results, candidate: Results): string[] {
  const known = new Map(baseline.cells.map((cell) => [withoutArm(cell), cell.dataset]));
  return candidate.cells.flatMap((cell) => {
    const before = known.get(withoutArm(cell));
    if (before === undefined || before === cell.dataset) return [];
    const name = (dataset: string | null) => dataset ?? 'none';
    return [
      `data: ${withoutArm(cell)} read data set ${name(before)} in the baseline and ${name(cell.dataset)} in the candidate`,
    ];
  });
}

function withoutArm({ scenario, params, profile }: Results['cells'][number]): string {
  return cellName({ scenario, params, profile, arm: 'default' });
}
