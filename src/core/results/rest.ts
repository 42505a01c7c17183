import { z } from 'zod';

/** The signals that must come to rest before a page counts as loaded. */
export const restSignal = z.enum(['lcp', 'layout', 'network', 'main-thread']);
export type RestSignal = z.infer<typeof restSignal>;

/** What a visit waits for by default, ms. */
export const usualRest = { quietMs: 1_500, withinMs: 10_000 } as const;

/** How the loading of a page ended in one visit; times in ms. */
export const rest = z.object({
  /** How long all signals must have rested at the same time. */
  quietMs: z.number(),
  /**
   * The bound, counted from the load event, from when `--wait-for` was visible, or from when a scenario has
   * seen what it opens.
   */
  withinMs: z.number(),
  /** When loading ended, counted from the same moment. */
  afterLoadMs: z.number(),
  /** The signals that had not rested when the bound was reached; empty when the page came to rest. */
  notRested: z.array(restSignal),
});
export type Rest = z.infer<typeof rest>;
