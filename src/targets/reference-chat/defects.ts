/** Defects that the reference chat can be started with; its server has the same list (chat/shared/defects.ts). */
export const defectIds = ['no-virtualization', 'more-work'] as const;
