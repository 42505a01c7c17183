import { z } from 'zod';

/** A profile of a suite whose cells were skipped, since the host could not make its device. */
const leftOut = z.array(z.object({ profile: z.string(), reason: z.string() }));

/** From the options of a run; none where they do not tell. */
export function leftOutOf(options: Readonly<Record<string, unknown>>): z.infer<typeof leftOut> {
  return leftOut.safeParse(options.leftOut).data ?? [];
}
