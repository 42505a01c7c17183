import { z } from 'zod';

/** Profiles of a suite whose cells were skipped because the host could not provide the device. */
const leftOut = z.array(z.object({ profile: z.string(), reason: z.string() }));

/** Reads them from the options of a run; empty when these do not contain them. */
export function leftOutOf(options: Readonly<Record<string, unknown>>): z.infer<typeof leftOut> {
  return leftOut.safeParse(options.leftOut).data ?? [];
}
