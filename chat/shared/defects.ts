/**
 * Faults that can be planted one by one (`CHAT_DEFECTS`, comma separated), to prove that a harness sees them, and what
 * each does. docs/defects.md says what should notice it.
 */
export const defects = {
  'no-virtualization': 'every loaded row is in the document',
  'more-work': 'each component that is rendered computes something of no use',
} as const;

export type Defect = keyof typeof defects;
