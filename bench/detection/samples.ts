/** The recorded samples of the dial page. The error rates are computed from them. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The page, and its dials increased by so many percent. Work and bytes of `noisy` vary from load to load. */
export const conditions = ['base', '5', '10', '20', 'noisy', 'noisy-20'] as const;
export type Condition = (typeof conditions)[number];

/** By how much a condition increases the dials, and its noise (standard deviation of the logarithm). */
export const settingsOf: Readonly<Record<Condition, { share: number; noise: number }>> = {
  base: { share: 0, noise: 0 },
  '5': { share: 0.05, noise: 0 },
  '10': { share: 0.1, noise: 0 },
  '20': { share: 0.2, noise: 0 },
  noisy: { share: 0, noise: 0.1 },
  'noisy-20': { share: 0.2, noise: 0.1 },
};

/** What a condition is compared with: the same page unshifted. */
export function baselineOf(condition: Condition): Condition {
  return condition.startsWith('noisy') ? 'noisy' : 'base';
}

export const recordedMetrics = {
  timing: ['tbt', 'lcp', 'fcp', 'cls', 'partial-frames', 'dropped-frames', 'requests', 'transfer-bytes'],
  memory: ['dom-elements', 'js-heap'],
} as const;

const values = z.record(z.string(), z.number());

/** One pair of iterations, one of each pass. Values that were invalid or unavailable are missing. */
const row = z.object({
  condition: z.enum(conditions),
  values,
  /** The reading of the reference workload that is nearest in time (ms); missing if none counted. */
  referenceMs: z.number().optional(),
});
export type Row = z.infer<typeof row>;

/** Rows that were measured together in random order: three of each unshifted page, one of each shift. */
export const block = z.object({
  startedAtMs: z.number(),
  rows: z.array(row),
  /** Iterations that did not count. */
  invalid: z.int(),
  /** Mean wall time of an iteration, including tries that did not count. */
  secondsPerIteration: z.object({ timing: z.number(), memory: z.number() }),
});
export type Block = z.infer<typeof block>;

export const setting = z.object({
  profile: z.string(),
  /** Rounds of work in a millisecond, from the calibration. */
  roundsPerMs: z.number(),
  environment: z.record(z.string(), z.unknown()),
});
export type Setting = z.infer<typeof setting>;

export const recordedSamples = z.object({ setting, blocks: z.array(block) });
export type RecordedSamples = z.infer<typeof recordedSamples>;

export const recordedFile = new URL('../../tests/recorded/detection.json', import.meta.url);

/** @throws Error when the file is missing or is not a recording */
export function readRecorded(file: URL = recordedFile): RecordedSamples {
  return recordedSamples.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Values of a metric under a condition, block by block in the order of recording. */
export function valuesOf(blocks: readonly Block[], condition: Condition, metric: string): number[] {
  return blocks.flatMap(({ rows }) =>
    rows.flatMap((each) => {
      const value = each.values[metric];
      return each.condition === condition && value !== undefined ? [value] : [];
    }),
  );
}

/** Mean seconds of an iteration of a pass. */
export function secondsPerIteration(blocks: readonly Block[], pass: 'timing' | 'memory'): number {
  return blocks.reduce((sum, each) => sum + each.secondsPerIteration[pass], 0) / blocks.length;
}
