import { z } from 'zod';
import { HarnessError } from '../core/errors.ts';
import { deviceCalibration } from '../core/results/device-calibration.ts';
import { scenarioSettings } from '../scenarios/settings.ts';

/**
 * What a run is asked for. The command line writes it, playwright.config.ts reads it, and every worker
 * gets the same.
 */
export const runOptions = z.object({
  /** Names the run's folder: `reports/<id>`. */
  id: z.string().regex(/^[\w.-]+$/),
  /** The run's folder, absolute. */
  folder: z.string(),
  /** Our working directory, absolute: embedded database, media, secrets. */
  directory: z.string(),
  suite: z.enum(['quick', 'nightly']),
  /** Profiles such as `fast-3g/cpu-4`; each is a Playwright project. */
  profiles: z.array(z.string()).min(1),
  /**
   * Those of them that this host cannot make, and why: their cells are skipped. They stay profiles of the run, so that
   * all of its shards divide the same cells among them.
   */
  leftOut: z.array(z.object({ profile: z.string(), reason: z.string() })),
  /** Valid iterations of each pass. */
  iterations: z.object({
    recorded: z.int().min(0),
    timing: z.int().min(0),
    memory: z.int().min(0),
    lighthouse: z.int().min(0),
  }),
  /** Background traffic of scenarios that run beside it; `none` for none. */
  traffic: z.string(),
  /** What the project changes of the scenarios, by id. */
  scenarios: z.record(z.string(), scenarioSettings),
  /** Where absolute limits hold. */
  budgetProfiles: z.array(z.string()),
  defects: z.array(z.string()),
  target: z.object({
    /** File URL of its module. */
    file: z.string(),
    id: z.string(),
    /** Its own, such as `size`. */
    options: z.record(z.string(), z.union([z.string(), z.number()])),
    /** What it has made ready, for whoever starts it; null where nobody has yet. It may hold passwords. */
    prepared: z
      .object({
        state: z.json(),
        database: z.string().nullable(),
        ownProcesses: z.array(z.int().min(2)),
      })
      .nullable(),
  }),
  /** An earlier run that headline metrics must not fall behind; null for none. */
  baseline: z
    .object({
      /** Its results, absolute. */
      file: z.string(),
      /** As the user gave it. */
      label: z.string(),
      /** Share of its medians by which a metric may be worse. */
      maxRegression: z.number(),
      /** Differences to it that were overruled. */
      forced: z.array(z.string()),
    })
    .nullable(),
  /** Another commit of the chat that is measured beside this working tree and compared with it; null for none. */
  against: z
    .object({
      /** As the user gave it, the whole hash, and both for people. */
      ref: z.string(),
      hash: z.string(),
      label: z.string(),
      /** What the target has made ready for it. */
      state: z.json(),
      /** The working tree: its commit, `+dirty` appended when files differ, and what people call it. */
      candidate: z.object({ commit: z.string(), label: z.string() }),
      /** Metrics that decide; null for those of each scenario. */
      primary: z.array(z.string()).nullable(),
      minEffect: z.number(),
      /** How long all cells together may be measured. */
      maxMs: z.number(),
      /** So many cells are compared, and share one error rate. */
      cells: z.int().min(1),
      /** Whether a cell that cannot be told is as bad as a worse one. */
      strict: z.boolean(),
      /** Exactly so many valid iterations an arm, judged once; null for as many as it takes. */
      iterations: z.int().min(1).nullable(),
    })
    .nullable(),
  /** Of the order of iterations. */
  seed: z.int().min(0),
  /** Which part of the cells, `1/2` for the first half; null for all of them. */
  shard: z
    .string()
    .regex(/^[1-9]\d*\/[1-9]\d*$/)
    .nullable(),
  /** The browser that the command line or the user has chosen, and how it was found; null to find one. */
  browser: z.object({ path: z.string(), origin: z.enum(['override', 'playwright', 'system']) }).nullable(),
  /** The devices of the profiles on this host; each worker has the same. Empty where a worker has to find them. */
  devices: z.array(deviceCalibration),
  /** Whether the browser draws with the fonts of the host instead of those of the harness. */
  hostFonts: z.boolean(),
  /** Processes that run beside it on purpose, with their children: the host gate counts them as ours. */
  ownProcesses: z.array(z.int().min(2)),
});
export type RunOptions = z.infer<typeof runOptions>;

/** What playwright.config.ts sets for the fixtures of a measuring spec. */
export interface MeasureOptions {
  /** What this run was asked for. It starts nothing. */
  run: RunOptions;
  /** Network and CPU, such as `fast-3g/cpu-4`. One Playwright project each. */
  profile: string;
}

/** The options as results.json keeps them: without what the target has made ready, which may hold a password. */
export function publicOptions({
  target,
  folder,
  directory,
  browser,
  baseline,
  devices,
  against,
  scenarios: _scenarios,
  budgetProfiles: _budgetProfiles,
  ...rest
}: RunOptions): Record<string, unknown> {
  const known = baseline === null ? null : { ...baseline, file: undefined };
  return {
    ...rest,
    ...target.options,
    baseline: known,
    ...(against === null ? {} : publicAgainst(against)),
  };
}

/** Without what the target has made ready; `strict` where it stands for every command. */
function publicAgainst({
  state: _state,
  strict,
  ...rest
}: NonNullable<RunOptions['against']>): Record<string, unknown> {
  return { against: rest, strict };
}

/** @throws HarnessError `RUN_OPTIONS_INVALID` */
export function parseRunOptions(json: string): RunOptions {
  const parsed = runOptions.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new HarnessError(
    'RUN_OPTIONS_INVALID',
    `The options of the run are not right: ${z.prettifyError(parsed.error)}`,
    'Start the run with "backscroll run"; see "backscroll run --help".',
  );
}

/** A run's id: the time it began, sortable, UTC. */
export function newRunId(now: Date): string {
  return now
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
}
