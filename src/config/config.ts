/** `backscroll.config.ts`: what stays the same from run to run. Flags of the command line win over it. */
import { z } from 'zod';

const limit = z.union([
  /** The most that the median may be (the least where higher is better), in the metric's unit. */
  z.number(),
  /** Units of the metric that each message, or each `per` messages, may add beyond the shortest conversation. */
  z.strictObject({ perMessage: z.number(), per: z.number().positive().optional() }),
  /** No limit, where the scenario has one. */
  z.null(),
]);

const suite = z.strictObject({
  /** Such as `fast-3g/low-tier`: a network, and a device or a CPU slowdown. */
  profiles: z.array(z.string()).min(1).optional(),
  /** Valid iterations of each pass. */
  iterations: z
    .strictObject({
      recorded: z.int().min(0).optional(),
      timing: z.int().min(0).optional(),
      memory: z.int().min(0).optional(),
      lighthouse: z.int().min(0).optional(),
    })
    .optional(),
  /** Background traffic: `none`, `light`, `steady`, `heavy`, or a rate such as `60/s`. */
  traffic: z.string().optional(),
});

const scenario = z.strictObject({
  /** Messages of the conversations that it is measured in; an empty list leaves it out. */
  sizes: z.array(z.int().min(1)).optional(),
  /** Of these, what only the nightly suite measures. */
  nightlySizes: z.array(z.int().min(1)).optional(),
  /** Limits by metric, over those of the scenario. */
  budgets: z.record(z.string(), limit).optional(),
  /** Metrics that decide between two builds, at most three. */
  primary: z.array(z.string()).min(1).max(3).optional(),
});

export const configSchema = z.strictObject({
  /** The chat that is measured: a file or package with a target, relative to the configuration. */
  target: z.string().optional(),
  suites: z.strictObject({ quick: suite.optional(), nightly: suite.optional() }).optional(),
  /** By scenario, such as `scroll-history`. */
  scenarios: z.record(z.string(), scenario).optional(),
  /** Profiles at which absolute limits hold; the devices at fast 3G where it is omitted. */
  budgetProfiles: z.array(z.string()).min(1).optional(),
  /** Runs are kept in a PostgreSQL: see docs/history.md. */
  history: z.strictObject({ keep: z.boolean() }).optional(),
  /** Draws with the fonts of the host. */
  hostFonts: z.boolean().optional(),
});

export type BackscrollConfig = z.input<typeof configSchema>;

/** Types a configuration; it does nothing else. */
export function defineConfig(config: BackscrollConfig): BackscrollConfig {
  return config;
}
