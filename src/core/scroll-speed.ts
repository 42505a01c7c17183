/** How a list is scrolled: as one reads, with a flick of the finger, by its scrollbar. */
export const scrollSpeeds = ['reading', 'flick', 'drag'] as const;
export type ScrollSpeed = (typeof scrollSpeeds)[number];
