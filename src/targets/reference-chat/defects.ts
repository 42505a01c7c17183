/** Faults that the reference chat can be told to have; its server knows the same list. */
export const defectIds = ['no-virtualization', 'more-work'] as const;
