/** The result of some work, or undefined when it takes longer; the work itself goes on. */
export async function unlessLate<Result>(
  work: Promise<Result>,
  withinMs: number,
): Promise<Result | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), withinMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // No caller waits for late work any more, so a failure of it is ignored.
    work.catch(() => undefined);
  }
}
