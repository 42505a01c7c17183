/** Defects that the reference chat can be started with; its server has the same list (chat/shared/defects.ts). */
export const defectIds = [
  'no-virtualization',
  'more-work',
  'blank-rows',
  'lost-anchor',
  'layout-shift',
  'jump-misses',
  'duplicate-rows',
  'message-loss',
  'listener-leak',
  'rerender-all',
  'full-size-images',
  'focus-lost',
  'resize-jump',
  'hollow-rows',
  'never-removes',
  'uncomposited',
] as const;
