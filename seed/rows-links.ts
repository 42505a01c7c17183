import { drawLink } from './links.ts';
import type { Plan } from './plan.ts';
import type { Row } from './row.ts';
import { isDeleted } from './rows-messages.ts';

/** The previews of linked pages; deleted messages have none. */
export function* previewRows(plan: Plan): Generator<Row> {
  for (let index = 0; index < plan.timeline.length; index++) {
    const link = drawLink(plan, index);
    if (link === null || isDeleted(plan, index)) continue;
    yield [index + 1, link.url, link.site, link.title, link.description];
  }
}
