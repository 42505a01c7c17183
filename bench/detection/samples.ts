/** The recorded samples of the dial page: what error rates are computed from. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The page and its dials turned up by so many percent; `noisy` is a page whose own work and bytes vary from load to load. */
export const conditions = ['base', '5', '10', '20', 'noisy', 'noisy-20'] as const;
export type Condition = (typeof conditions)[number];

/** How far the dials of a condition are turned up, and how far its page varies (standard deviation of the logarithm). */
export const settingsOf: Readonly<Record<Condition, { share: number; noise: number }>> = {
  base: { share: 0, noise: 0 },
  '5': { share: 0.05, noise: 0 },
  '10': { share: 0.1, noise: 0 },
  '20': { share: 0.2, noise: 0 },
  noisy: { share: 0, noise: 0.1 },
  'noisy-20': { share: 0.2, noise: 0.1 },
};

/** What a condition is compared with: its own page as it is. */
export function baselineOf(condition: Condition): Condition {
  return condition.startsWith('noisy') ? 'noisy' : 'base';
}

export const recordedMetrics = {
  timing: ['tbt', 'lcp', 'fcp', 'cls', 'partial-frames', 'dropped-frames', 'requests', 'transfer-bytes'],
  memory: ['dom-elements', 'js-heap'],
} as const;

const values = z.record(z.string(), z.number());

/** One valid pair of iterations, one of each pass; it lacks what was invalid or unavailable. */
const row = z.object({
  condition: z.enum(conditions),
  values,
  /** Of the reference workload, the reading that is nearest in time (ms); missing where none counted. */
  referenceMs: z.number().optional(),
});
export type Row = z.infer<typeof row>;

/** What was measured next to each other, in random order: three times each page as it is, once each shift. */
export const block = z.object({
  startedAtMs: z.number(),
  rows: z.array(row),
  /** Iterations that did not count. */
  invalid: z.int(),
  /** Mean wall time of an iteration, tries that did not count included. */
  secondsPerIteration: z.object({ timing: z.number(), memory: z.number() }),
});
export type Block = z.infer<typeof block>;

export const setting = z.object({
  profile: z.string(),
  /** Calibrated: rounds of work in a millisecond. */
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

/** Values of a metric under a condition in time order. */
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
