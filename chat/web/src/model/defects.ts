/** Whether a fault is planted on purpose; the server lists them in the page's head. */
export function hasDefect(name: string): boolean {
  const content = document.querySelector<HTMLMetaElement>('meta[name="chat-defects"]')?.content ?? '';
  return content.split(/[\s,]+/).includes(name);
}
