import { z } from 'zod';
import { HarnessError } from '../core/errors.ts';
import { deviceCalibration } from '../core/results/device-calibration.ts';
import { scenarioSettings } from '../scenarios/settings.ts';

/** Marks what results do not keep: paths of this machine, passwords, and what each cell states by itself. */
const unpublished = <Schema extends z.ZodType>(schema: Schema): Schema => schema.meta({ unpublished: true });

/** Marks what differs between the shards of one run. */
const perShard = <Schema extends z.ZodType>(schema: Schema): Schema => schema.meta({ perShard: true });

/** Another commit of the chat, as the baseline of every cell. */
const comparedBuild = z.object({
  /** As the user gave it, the whole hash, and a label of both for people. */
  ref: z.string(),
  hash: z.string(),
  label: z.string(),
  /** The target's prepared state for it. */
  state: unpublished(z.json()),
  /** The working tree: its commit, with `+dirty` appended when files differ, and its label for people. */
  candidate: z.object({ commit: z.string(), label: z.string() }),
  /** Metrics that decide; null for those of each scenario. */
  primary: z.array(z.string()).nullable(),
  minEffect: z.number(),
  /** Maximum measuring time of all cells together. */
  maxMs: z.number(),
  /** Number of compared cells, which share one error rate. */
  cells: z.int().min(1),
  /** Whether an inconclusive cell counts like a worse one. */
  strict: z.boolean(),
  /** Exact number of valid iterations an arm, judged once; null for as many as needed. */
  iterations: z.int().min(1).nullable(),
});

/** The configuration of a run: written by the command line, read by playwright.config.ts and every worker. */
export const runOptions = z.object({
  /** Names the run's folder: `reports/<id>`. */
  id: perShard(z.string().regex(/^[\w.-]+$/)),
  /** The run's folder, absolute. */
  folder: unpublished(z.string()),
  /** The harness's working directory, absolute: embedded database, media, secrets. */
  directory: unpublished(z.string()),
  suite: z.enum(['quick', 'nightly']),
  /** Profiles such as `fast-3g/cpu-4`; each is a Playwright project. */
  profiles: z.array(z.string()).min(1),
  /**
   * Profiles that this host cannot produce, and why: their cells are skipped. They remain profiles of the
   * run, so that all of its shards divide the same cells among them.
   */
  leftOut: perShard(z.array(z.object({ profile: z.string(), reason: z.string() }))),
  /** Valid iterations of each pass. */
  iterations: z.object({
    recorded: z.int().min(0),
    timing: z.int().min(0),
    memory: z.int().min(0),
    lighthouse: z.int().min(0),
  }),
  /** Background traffic of scenarios that run beside it; `none` for none. */
  traffic: z.string(),
  /** The project's changes to the scenarios, by id. */
  scenarios: unpublished(z.record(z.string(), scenarioSettings)),
  /** Profiles to which absolute limits apply. */
  budgetProfiles: unpublished(z.array(z.string())),
  defects: z.array(z.string()),
  /** The configuration as `--config` named it; null without that flag. */
  config: z.string().nullable(),
  target: z.object({
    /** File URL of its module. */
    file: unpublished(z.string()),
    id: z.string(),
    /** As `--target` named it; null without that flag, also where the configuration names one. */
    module: z.string().nullable(),
    /** The target's own options, by the names that it gives them. */
    options: z.record(z.string(), z.union([z.string(), z.number()])),
    /** The target's prepared state, for the process that starts it; null before. It may hold passwords. */
    prepared: unpublished(
      z
        .object({
          state: z.json(),
          database: z.string().nullable(),
          ownProcesses: z.array(z.int().min(2)),
        })
        .nullable(),
    ),
  }),
  /** An earlier run, the reference for headline metrics (see `maxRegression`); null for none. */
  baseline: z
    .object({
      /** Absolute path of its results. */
      file: unpublished(z.string()),
      /** As the user gave it. */
      label: z.string(),
      /** Share of its medians by which a metric may be worse. */
      maxRegression: z.number(),
      /** Differences to it that the user overruled. */
      forced: z.array(z.string()),
    })
    .nullable(),
  /** Another commit of the chat that is measured and compared with this working tree; null for none. */
  against: comparedBuild.nullable(),
  /** Seed of the order of iterations. */
  seed: z.int().min(0),
  /** Which part of the cells, `1/2` for the first half; null for all of them. */
  shard: perShard(
    z
      .string()
      .regex(/^[1-9]\d*\/[1-9]\d*$/)
      .nullable(),
  ),
  /** The browser that the command line or the user has chosen, and how it was found; null to find one. */
  browser: unpublished(
    z.object({ path: z.string(), origin: z.enum(['override', 'playwright', 'system']) }).nullable(),
  ),
  /** The profiles' devices, calibrated on this host for all workers. Empty where a worker must find them. */
  devices: unpublished(z.array(deviceCalibration)),
  /** Whether the browser draws with the fonts of the host instead of those of the harness. */
  hostFonts: z.boolean(),
  /**
   * Processes that run beside the harness on purpose, with their children: the check of the host counts them
   * as part of this run.
   */
  ownProcesses: perShard(z.array(z.int().min(2))),
});
export type RunOptions = z.infer<typeof runOptions>;

/** What playwright.config.ts sets for the fixtures of a measuring spec. */
export interface MeasureOptions {
  /** The configuration of this run. It starts nothing. */
  run: RunOptions;
  /** Network and CPU, such as `fast-3g/cpu-4`. One Playwright project each. */
  profile: string;
}

/**
 * The options as results.json keeps them. `strict` is at the top level, where every command has it; those of
 * the target are kept together, because their names are the target's.
 */
export function publicOptions(run: RunOptions): Record<string, unknown> {
  const { target: _, against: __, ...rest } = published(runOptions, run);
  const { strict, ...against } = published(comparedBuild, run.against ?? {});
  const { module, options } = run.target;
  return {
    ...rest,
    ...publicTarget(module, options),
    ...(run.against === null ? {} : { against, strict }),
  };
}

/** A target as results.json keeps it among the options: as it was named, and with its own options. */
export function publicTarget(
  module: string | null | undefined,
  targetOptions: RunOptions['target']['options'],
): Record<string, unknown> {
  return {
    ...(typeof module === 'string' ? { target: module } : {}),
    ...(Object.keys(targetOptions).length === 0 ? {} : { targetOptions }),
  };
}

/** Names of the options that may differ between the shards of one run. */
export const perShardOptions: readonly string[] = Object.entries(runOptions.shape).flatMap(
  ([name, schema]) => (schema.meta()?.perShard === true ? [name] : []),
);

/** An object's values without those whose schema is marked as unpublished, also in objects within it. */
function published(schema: z.ZodObject<Record<string, z.ZodType>>, value: object): Record<string, unknown> {
  const kept = Object.entries(schema.shape).filter(([, each]) => each.meta()?.unpublished !== true);
  return Object.fromEntries(
    kept.map(([name, each]) => {
      const inner = each instanceof z.ZodNullable ? each.unwrap() : each;
      const held: unknown = Reflect.get(value, name);
      const isObject = inner instanceof z.ZodObject && typeof held === 'object' && held !== null;
      return [name, isObject ? published(inner, held) : held];
    }),
  );
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

/** A run's id: its start time, sortable, UTC. */
export function newRunId(now: Date): string {
  return now
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
}
