import type { ListStep } from './recording.ts';

export function keysInView({ look }: ListStep): string[] {
  return look.inView.map(({ key }) => key);
}
