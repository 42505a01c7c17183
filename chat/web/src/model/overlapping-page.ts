import type { Message } from '../../../shared/api.ts';

/** The defect `duplicate-rows`: an older page that ends with the oldest known message is put in front as it is. */
export function prependOverlapping(known: readonly Message[], page: readonly Message[]): readonly Message[] {
  // Two rows with one key would not both be drawn.
  const older = page.map((message) =>
    message.sequence === known[0]?.sequence ? { ...message, clientId: `again-${message.sequence}` } : message,
  );
  return [...older, ...known];
}
