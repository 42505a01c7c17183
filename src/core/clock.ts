/**
 * One clock for everything on this host: CLOCK_MONOTONIC (mach time on macOS), in microseconds.
 *
 * Chrome stamps trace events with the same clock, so a time taken in Node can be subtracted from a
 * trace timestamp. Wall time is only for people: it may step.
 */
export function monotonicUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
