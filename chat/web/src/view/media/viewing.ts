import type { ShownAttachment } from '../../model/pending.ts';

/** The pictures and videos of a message, and the index of the one to show first. */
export type Viewing = { pictures: readonly ShownAttachment[]; start: number; sender: string };
