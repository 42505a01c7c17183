/** The scenarios of a chat that specs measure, by id. */
export const scenarioIds = [
  'open-conversation',
  'scroll-history',
  'read-live',
  'send-message',
  'audit-conversation',
] as const;
