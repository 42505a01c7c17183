/** What a watch inside the page reports; times in ms since the document's time origin. */
export interface Seen {
  atMs: number;
  /** It was there when the watch began, so its time is unknown. */
  already: boolean;
}

/**
 * Waits until an element that matches is in view, or only in the document.
 *
 * Runs inside the page, driven by events: nothing is polled, so nothing is disturbed, but for an
 * animation frame callback during the one to three frames between insertion and being in view. What
 * is reported for "in view" is the start of the frame that shows it: the first commit after it is
 * the one to wait for in the trace.
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
      const frames = [performance.now()];
      const tick = (): void => {
        frames.push(performance.now());
        ticking = requestAnimationFrame(tick);
      };
      let ticking = requestAnimationFrame(tick);
      const inView = new IntersectionObserver((entries) => {
        const entry = entries.find((each) => each.isIntersecting);
        if (entry === undefined) return;
        cancelAnimationFrame(ticking);
        inView.disconnect();
        // The observer's own time lies after the commit of the frame that it speaks of, its start before.
        const start = frames.findLast((frameMs) => frameMs <= entry.time) ?? frames[0] ?? entry.time;
        resolve({ atMs: start, already: wasThere });
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
