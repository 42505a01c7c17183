import type { ShownAttachment } from '../../model/pending.ts';

/** The pictures and videos of a message, and the place of the one to begin with. */
export type Viewing = { pictures: readonly ShownAttachment[]; start: number; sender: string };
