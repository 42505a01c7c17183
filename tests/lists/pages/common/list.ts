import type { Options } from './options.ts';

function app(): HTMLElement {
  const found = document.querySelector<HTMLElement>('#app');
  if (found === null) throw new Error('the page has no #app');
  return found;
}

/** The scroller `#list`. */
export function makeList(className = ''): HTMLElement {
  const list = document.createElement('div');
  list.id = 'list';
  list.className = className;
  return list;
}

/** Puts what a list made into the page. */
export function show<T extends HTMLElement>(made: T): T {
  app().replaceChildren(made);
  return made;
}

/** Where libraries mount. */
export { app as mountPoint };

/** Starts a scroller where the address says, and keeps it at its end while what is in it changes its height. */
export function startAt(list: HTMLElement, content: HTMLElement, { start }: Options): void {
  let follows = start === 'end';
  const follow = (): void => {
    if (follows) list.scrollTop = list.scrollHeight;
  };
  let before = { top: 0, height: 0 };
  list.addEventListener('scroll', () => {
    const now = { top: list.scrollTop, height: list.scrollHeight };
    // Where the content became lower, the browser moved the list.
    if (now.top < before.top && now.height >= before.height) follows = false;
    else if (atEnd(list)) follows = true;
    before = now;
  });
  follow();
  new ResizeObserver(follow).observe(content);
}

export function atEnd({ scrollTop, clientHeight, scrollHeight }: Element): boolean {
  return scrollTop + clientHeight >= scrollHeight - 2;
}
