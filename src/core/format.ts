import type { MetricDefinition } from './results/metric.ts';

type Unit = MetricDefinition['unit'];

/** Text for a missing figure. Never 0: that would be a measurement. */
export const noFigure = '–';

function decimal(value: number, most: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a figure must be finite, got ${value}`);
  // A value that would round to 0 keeps two digits: 0.0041 must not read 0.
  const vanishes = value !== 0 && Math.abs(value) < 0.5 * 10 ** -most;
  const digits = new Intl.NumberFormat(
    'en-US',
    vanishes ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: most },
  );
  return digits.format(value === 0 ? 0 : value);
}

/** Three significant digits, but all digits before the decimal point and at most two after it. */
function significant(value: number): string {
  const size = Math.abs(value);
  return decimal(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

const byteSteps = [
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
] as const;

function bytes(value: number): string {
  const [factor, name] = byteSteps.find(([step]) => Math.abs(value) >= step) ?? [1, 'B'];
  return `${significant(value / factor)} ${name}`;
}

/**
 * A value as people read it, with its unit: `1,240 ms`, `4.3 %`, `59.8 /s`, `1.2 MB`.
 *
 * Bytes are decimal (1 kB is 1,000 B), as in link rates and the browser's own tools.
 *
 * @throws RangeError when the value is not finite
 */
export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'ms':
      return `${significant(value)} ms`;
    case 'percent':
      return `${significant(value)} %`;
    case 'px':
      return `${significant(value)} px`;
    case 'per-second':
      return `${significant(value)} /s`;
    case 'count':
      return decimal(value, Math.abs(value) < 10 ? 2 : 1);
    case 'bytes':
      return bytes(value);
    case 'ratio':
      return decimal(value, 4);
    case 'score':
      return decimal(value, 1);
    default:
      return unit satisfies never;
  }
}

/** As {@link formatValue}, or a dash when there is no figure. */
export function formatFigure(value: number | null, unit: Unit): string {
  return value === null ? noFigure : formatValue(value, unit);
}

/** `12 to 18 ms`: the unit appears once when both ends have the same. */
export function formatRange(low: number, high: number, unit: Unit): string {
  const [from, to] = [formatValue(low, unit), formatValue(high, unit)];
  const suffix = / \S+$/.exec(to)?.[0] ?? '';
  return suffix !== '' && from.endsWith(suffix)
    ? `${from.slice(0, -suffix.length)} to ${to}`
    : `${from} to ${to}`;
}

/** The step of a growth parameter in words: `per message` or `per 1,000 messages` for `messages`. */
export function perStep(parameter: string, per = 1): string {
  return per === 1 ? `per ${parameter.replace(/(?<=\w\w)s$/, '')}` : `per ${formatCount(per)} ${parameter}`;
}

/** A rate of a link in bits per second: `1,600 kbit/s`. */
export function formatBitRate(bitsPerSecond: number): string {
  return `${decimal(bitsPerSecond / 1000, 1)} kbit/s`;
}

/** How long something took, for people: `850 ms`, `12.3 s`, `4:05 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${decimal(durationMs, 0)} ms`;
  if (durationMs < 60_000) return `${decimal(durationMs / 1000, 1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${decimal(Math.floor(seconds / 60), 0)}:${String(seconds % 60).padStart(2, '0')} min`;
}

/** A count with separators: `10,000`. */
export function formatCount(value: number): string {
  return decimal(value, 0);
}

/** `1 cell`, `3 cells`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `b0379d7c06`, with a `+` when files differed from the commit. */
export function formatCommit(commit: string | null | undefined): string {
  const [hash = '', dirty] = (commit ?? '').split('+');
  return hash === '' ? 'unknown' : `${hash.slice(0, 10)}${dirty === undefined ? '' : '+'}`;
}

/** The flag of an option: `dataSeed` is `data-seed`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
