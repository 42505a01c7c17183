/** What a watch inside the page reports; times in ms since the document's time origin. */
export interface Seen {
  atMs: number;
  /** It was there when the watch began, so its time is unknown. */
  already: boolean;
  /** Why it cannot be seen at all; then `atMs` is when that was clear. */
  absent?: string;
}

/** What a watch gives back inside the page. */
export interface Watching {
  done: Promise<Seen>;
  /**
   * Does all of it once, to no effect: what runs for the first time takes a page on a slow processor several
   * milliseconds, which the interaction that it watches would be charged with.
   */
  rehearse?: () => Promise<void>;
}

/**
 * Waits until an element that matches is in view, or only in the document.
 *
 * Runs inside the page, driven by events: nothing is polled, so nothing is disturbed, but for an
 * animation frame callback and a reading of one box during the one to three frames between insertion and
 * being in view. What is reported for "in view" is the start of the frame that shows it: the first commit
 * after it is the one to wait for in the trace.
 *
 * A change of the document costs what was changed, not what is there: only added nodes, rows whose text
 * changed, and elements whose attribute changed that the selector names are looked at. A selector that
 * depends on siblings, order or state (`+`, `~`, `:last-child`, `:has()`, `:checked`) is asked of the whole
 * document at each change, as there a change of one element makes another one match.
 */
export function watchRow(asked: {
  selector: string;
  text?: string;
  /** Elements whose open shadow roots lead to where the selector holds, the outermost first. */
  shadowHosts?: readonly string[] | undefined;
  place: 'in-view' | 'in-document';
}): Watching {
  const { selector, text } = asked;
  // By its type, not its class: a node that was made in a frame has the class of that frame.
  const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;
  const holds = (element: Element): boolean => text === undefined || element.textContent.includes(text);
  /** Null until it was made: no change of the document tells of that. */
  const rootOf = (hosts: readonly string[]): Document | ShadowRoot | null =>
    hosts.reduce<Document | ShadowRoot | null>(
      (scope, host) => scope?.querySelector(host)?.shadowRoot ?? null,
      document,
    );
  const root = (): Document | ShadowRoot | null => rootOf(asked.shadowHosts ?? []);
  const find = (): Element | undefined => [...(root()?.querySelectorAll(selector) ?? [])].find(holds);

  // Without quoted values and escaped characters, which say nothing of what the selector depends on.
  const bare = selector.replace(/"[^"]*"|'[^']*'|\\./g, '');
  const local = !/[+~](?!=)|:(?!is\(|where\(|not\()/.test(bare);
  const attributes = [...bare.matchAll(/\[\s*([\w-]+)/g)].map(([, name = '']) => name);
  if (bare.includes('.')) attributes.push('class');
  if (bare.includes('#')) attributes.push('id');

  /** The first element, in document order, that can match only since these changes. */
  const findChanged = (records: readonly MutationRecord[]): Element | undefined => {
    const candidates = new Set<Element>();
    const addWithin = (node: Node): void => {
      if (!(isElement(node) && node.isConnected)) return;
      if (node.matches(selector)) candidates.add(node);
      for (const element of node.querySelectorAll(selector)) candidates.add(element);
    };
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') addWithin(target);
      for (const node of addedNodes) addWithin(node);
      // What lies in a row is its text.
      if (text === undefined || type === 'attributes') continue;
      let row = (isElement(target) ? target : target.parentElement)?.closest(selector);
      for (; row?.isConnected; row = row.parentElement?.closest(selector)) candidates.add(row);
    }
    let first: Element | undefined;
    for (const each of candidates) {
      const isBefore =
        first === undefined || first.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING;
      if (isBefore && holds(each)) first = each;
    }
    return first;
  };

  /** Tells when the element is in view, or that it has gone; until then what it returns stops it. */
  const follow = (element: Element, shownAt: (atMs: number) => void, gone: () => void): (() => void) => {
    const frames: { startMs: number; box?: string }[] = [{ startMs: performance.now() }];
    // What is observed anew is told of in the same frame, after its layout: where that frame draws it.
    const placed = new ResizeObserver(() => {
      const frame = frames.at(-1);
      if (frame !== undefined) frame.box = JSON.stringify(element.getBoundingClientRect());
    });
    placed.observe(element);
    const stop = (): void => {
      cancelAnimationFrame(ticking);
      placed.disconnect();
      inView.disconnect();
    };
    const tick = (): void => {
      // Replaced, as by a client that takes over what a server has rendered: before it was in view or after.
      if (!element.isConnected) {
        const isShown = told(inView.takeRecords());
        stop();
        if (!isShown) gone();
        return;
      }
      frames.push({ startMs: performance.now() });
      placed.disconnect();
      placed.observe(element);
      ticking = requestAnimationFrame(tick);
    };
    let ticking = requestAnimationFrame(tick);
    const told = (entries: readonly IntersectionObserverEntry[]): boolean => {
      const entry = entries.find((each) => each.isIntersecting);
      if (entry === undefined) return false;
      stop();
      // The observer's own time lies after the commit of the frame that it speaks of, its start before.
      const last = frames.findLastIndex(({ startMs }) => startMs <= entry.time);
      // In one of a hundred Chromium's observer is a frame late: what lay there a frame ago was in view then.
      let shown = Math.max(last, 0);
      while (frames[shown]?.box !== undefined && frames[shown - 1]?.box === frames[shown]?.box) shown -= 1;
      shownAt(frames[shown]?.startMs ?? entry.time);
      return true;
    };
    const inView = new IntersectionObserver(told);
    inView.observe(element);
    return stop;
  };

  const done = new Promise<Seen>((resolve) => {
    let already = true;
    const seen = (element: Element): void => {
      const wasThere = already;
      already = false;
      if (asked.place === 'in-document') resolve({ atMs: performance.now(), already: wasThere });
      else follow(element, (atMs) => resolve({ atMs, already: wasThere }), look);
    };
    const changes = new MutationObserver((records) => {
      const element = local ? findChanged(records) : find();
      if (element === undefined) return;
      changes.disconnect();
      seen(element);
    });
    const look = (): void => {
      const present = find();
      if (present !== undefined) {
        seen(present);
        return;
      }
      already = false;
      const place = root();
      if (place === null) {
        requestAnimationFrame(look);
        return;
      }
      changes.observe(place, {
        subtree: true,
        childList: true,
        characterData: true,
        attributeFilter: attributes,
      });
    };
    look();
  });
  const rehearse = async (): Promise<void> => {
    findChanged([]);
    if (asked.place === 'in-document') return;
    const nothing = (): void => undefined;
    const stop = follow(document.documentElement, nothing, nothing);
    const frame = (): Promise<unknown> => new Promise((next) => requestAnimationFrame(next));
    await frame();
    await frame();
    stop();
  };
  return { done, rehearse };
}
