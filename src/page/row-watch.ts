/** What a watch inside the page reports; times in ms since the document's time origin. */
export interface Seen {
  atMs: number;
  /** It was there when the watch began, so its time is unknown. */
  already: boolean;
}

/**
 * Waits until an element that matches is in view, or only in the document.
 *
 * Runs inside the page. Event driven (MutationObserver, then IntersectionObserver, whose time is that
 * of the frame it was computed in): nothing is polled, so nothing is disturbed.
 */
export function watchRow(asked: { selector: string; text?: string; place: 'in-view' | 'in-document' }): {
  done: Promise<Seen>;
} {
  const find = (): Element | undefined => {
    const found = [...document.querySelectorAll(asked.selector)];
    const { text } = asked;
    return text === undefined ? found[0] : found.find((element) => element.textContent.includes(text));
  };
  const done = new Promise<Seen>((resolve) => {
    let already = true;
    const seen = (element: Element): void => {
      if (asked.place === 'in-document') {
        resolve({ atMs: performance.now(), already });
        return;
      }
      const wasThere = already;
      const inView = new IntersectionObserver((entries) => {
        const entry = entries.find((each) => each.isIntersecting);
        if (entry === undefined) return;
        inView.disconnect();
        resolve({ atMs: entry.time, already: wasThere });
      });
      inView.observe(element);
    };
    const changes = new MutationObserver(() => {
      const element = find();
      if (element === undefined) return;
      changes.disconnect();
      seen(element);
    });
    const present = find();
    if (present !== undefined) {
      seen(present);
      return;
    }
    already = false;
    changes.observe(document, { subtree: true, childList: true, characterData: true });
  });
  return { done };
}
