/** Defects that the reference chat can be started with; its server has the same list. */
export const defectIds = ['no-virtualization', 'more-work'] as const;
