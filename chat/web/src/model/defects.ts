import type { Defect } from '../../../shared/defects.ts';

let planted: ReadonlySet<string> = new Set(inPage());

/** Whether a fault is planted on purpose; the server lists them in the page's head. */
export function hasDefect(name: Defect): boolean {
  return planted.has(name);
}

/** Where the first screen is rendered there is no page, so the server names the faults. */
export function plantDefects(names: readonly Defect[]): void {
  planted = new Set(names);
}

function inPage(): string[] {
  if (typeof document === 'undefined') return [];
  const content = document.querySelector<HTMLMetaElement>('meta[name="chat-defects"]')?.content ?? '';
  return content.split(/[\s,]+/);
}
