/** What a watch inside the page reports; times in ms since the document's time origin. */
export interface Seen {
  atMs: number;
  /** It was there when the watch began, so its time is unknown. */
  already: boolean;
  /** Why it cannot be seen at all; then `atMs` is when this was known. */
  absent?: string;
}

/** What a watch returns inside the page. */
export interface Watching {
  done: Promise<Seen>;
  /**
   * Runs all code of the watch once without effect. On a slow processor the first run takes several
   * milliseconds, which would otherwise count as part of the watched interaction.
   */
  rehearse?: () => Promise<void>;
}

/**
 * Waits until an element that matches is in view, or only in the document.
 *
 * Runs inside the page, driven by events. It does not poll, so it does not disturb the page, except by an
 * animation frame callback and a reading of one box during the one to three frames between insertion and
 * being in view. For "in view" it reports the start of the frame that shows the element: in the trace, the
 * first commit after it is the relevant one.
 *
 * The cost of a document change depends on what changed, not on the size of the document. Only added nodes,
 * rows with changed text, and elements with a changed attribute that the selector names are checked. A
 * selector that depends on siblings, order or state (`+`, `~`, `:last-child`, `:has()`, `:checked`) is
 * checked in the whole document at each change, since there a change of one element can make another one
 * match.
 */
export function watchRow(options: {
  selector: string;
  text?: string;
  /** Elements whose open shadow roots lead to where the selector holds, the outermost first. */
  shadowHosts?: readonly string[] | undefined;
  place: 'in-view' | 'in-document';
}): Watching {
  const { selector, text } = options;
  // By its type, not its class: a node created in another frame has the class of that frame.
  const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;
  const holds = (element: Element): boolean => text === undefined || element.textContent.includes(text);
  /** Null until it was made: no change of the document tells of that. */
  const rootOf = (hosts: readonly string[]): Document | ShadowRoot | null =>
    hosts.reduce<Document | ShadowRoot | null>(
      (scope, host) => scope?.querySelector(host)?.shadowRoot ?? null,
      document,
    );
  const root = (): Document | ShadowRoot | null => rootOf(options.shadowHosts ?? []);
  const find = (): Element | undefined => [...(root()?.querySelectorAll(selector) ?? [])].find(holds);

  // Without quoted values and escaped characters, which do not affect what the selector depends on.
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
      // A change inside a row may change its text.
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

  /**
   * Calls `shownAt` when the element is in view, `gone` when it was removed; the returned function stops it.
   */
  const follow = (element: Element, shownAt: (atMs: number) => void, gone: () => void): (() => void) => {
    const frames: { startMs: number; box?: string }[] = [{ startMs: performance.now() }];
    // A new observation is reported in the same frame, after layout: where that frame draws the element.
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
      // The element was replaced, for example by a client that takes over server-rendered rows: before or
      // after it was in view.
      if (!element.isConnected) {
        const isShown = isInView(inView.takeRecords());
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
    const isInView = (entries: readonly IntersectionObserverEntry[]): boolean => {
      const entry = entries.find((each) => each.isIntersecting);
      if (entry === undefined) return false;
      stop();
      // The observer's own time lies after the reported frame's commit, that frame's start before it.
      const last = frames.findLastIndex(({ startMs }) => startMs <= entry.time);
      // In about 1 of 100 cases Chromium's observer is a frame late: an element that had the same box one
      // frame earlier was in view then.
      let shown = Math.max(last, 0);
      while (frames[shown]?.box !== undefined && frames[shown - 1]?.box === frames[shown]?.box) shown -= 1;
      shownAt(frames[shown]?.startMs ?? entry.time);
      return true;
    };
    const inView = new IntersectionObserver(isInView);
    inView.observe(element);
    return stop;
  };

  const done = new Promise<Seen>((resolve) => {
    let already = true;
    const seen = (element: Element): void => {
      const wasThere = already;
      already = false;
      if (options.place === 'in-document') resolve({ atMs: performance.now(), already: wasThere });
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
    if (options.place === 'in-document') return;
    const nothing = (): void => undefined;
    const stop = follow(document.documentElement, nothing, nothing);
    const frame = (): Promise<unknown> => new Promise((next) => requestAnimationFrame(next));
    await frame();
    await frame();
    stop();
  };
  return { done, rehearse };
}
