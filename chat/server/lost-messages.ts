/** The defect `message-loss`: whether a message is not sent to those who are connected; one in 20 is not. */
export function isLost(sequence: number): boolean {
  return sequence % 20 === 0;
}
