/**
 * Finds elements by the selectors that a user types.
 *
 * These are Playwright's own selectors (CSS, `text=…`, `role=…`), which search open shadow roots too.
 * `outer >>> inner` searches inside the element that `outer` matches, which is needed for an iframe of any
 * origin.
 */
import { errors, type FrameLocator, type Locator, type Page } from 'playwright';
import { causeText, HarnessError } from '../core/errors.ts';

/** How long an element may take to appear after its page has loaded. */
const patienceMs = 30_000;
const separator = '>>>';
const mostShown = 3;

/**
 * Waits until exactly one element that matches a selector is in the document, and returns it.
 *
 * @param option the option with the selector, such as `--click`
 * @throws HarnessError `SELECTOR_MISSING`, `SELECTOR_AMBIGUOUS` or `SELECTOR_INVALID`
 */
export async function one(
  page: Page,
  selector: string,
  option: string,
  timeoutMs = patienceMs,
): Promise<Locator> {
  const locator = await within(page, selector, option, timeoutMs);
  await arrival(locator, 'attached', selector, option, timeoutMs);
  await assertOne(locator, selector, option);
  return locator;
}

/**
 * Waits until an element that matches a selector is visible.
 *
 * @throws HarnessError `SELECTOR_MISSING` or `SELECTOR_INVALID`
 */
export async function untilVisible(
  page: Page,
  selector: string,
  option: string,
  timeoutMs = patienceMs,
): Promise<void> {
  const locator = await within(page, selector, option, timeoutMs);
  await arrival(locator.filter({ visible: true }), 'visible', selector, option, timeoutMs);
}

async function within(page: Page, selector: string, option: string, timeoutMs: number): Promise<Locator> {
  const parts = selector.split(separator).map((part) => part.trim());
  const inner = parts.pop();
  if (inner === undefined || inner === '' || parts.includes(''))
    throw invalid(selector, option, 'a part is empty');
  let scope: Page | FrameLocator | Locator = page;
  for (const part of parts) {
    const outer: Locator = scope.locator(part);
    await arrival(outer, 'attached', selector, option, timeoutMs);
    await assertOne(outer, part, option);
    scope = (await isFrame(outer)) ? outer.contentFrame() : outer;
  }
  return scope.locator(inner);
}

function isFrame(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node.tagName === 'IFRAME' || node.tagName === 'FRAME');
}

async function arrival(
  locator: Locator,
  state: 'attached' | 'visible',
  selector: string,
  option: string,
  timeoutMs: number,
): Promise<void> {
  try {
    await locator.first().waitFor({ state, timeout: timeoutMs });
  } catch (cause) {
    if (!(cause instanceof errors.TimeoutError)) {
      const text = causeText(cause);
      if (/parsing|selector|engine/i.test(text)) throw invalid(selector, option, text.split('\n')[0] ?? text);
      throw cause;
    }
    throw new HarnessError(
      'SELECTOR_MISSING',
      `Nothing ${state === 'visible' ? 'visible ' : ''}matches ${option} "${selector}": 0 elements after ${timeoutMs / 1000} s.`,
      `Try the selector in the browser's console; what lies in an iframe is written "iframe ${separator} inner", closed shadow roots cannot be reached.`,
    );
  }
}

async function assertOne(locator: Locator, selector: string, option: string): Promise<void> {
  const count = await locator.count();
  if (count <= 1) return;
  const some = Array.from({ length: Math.min(count, mostShown) }, (_, index) =>
    locator.nth(index).evaluate(describeElement),
  );
  const shown = (await Promise.all(some)).join(', ');
  throw new HarnessError(
    'SELECTOR_AMBIGUOUS',
    `${option} "${selector}" matches ${count} elements where one is needed: ${shown}${count > mostShown ? ', …' : ''}.`,
    'Make the selector more exact; ">> nth=0" at its end takes the first.',
  );
}

/** The opening tag with identifying attributes; no text and no value. Runs inside the page. */
function describeElement(element: Element): string {
  const names = ['id', 'class', 'role', 'name', 'type', 'aria-label'];
  const attributes = names.flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null ? [] : ` ${name}="${value.slice(0, 40)}"`;
  });
  return `<${element.localName}${attributes.join('')}>`;
}

function invalid(selector: string, option: string, why: string): HarnessError {
  return new HarnessError(
    'SELECTOR_INVALID',
    `${option} "${selector}" is not a selector: ${why}.`,
    `Use CSS, "text=…" or "role=…"; "outer ${separator} inner" goes into an iframe.`,
  );
}
