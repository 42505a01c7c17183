import type { AnchorHTMLAttributes, MouseEvent, ReactElement } from 'react';
import { navigate } from '../../model/router.ts';
import { isPlainClick } from '../plain-click.ts';

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A link within the application. The browser handles everything but a plain click. */
export function Link({ href, ...rest }: Props): ReactElement {
  const follow = (event: MouseEvent): void => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    const same = location.pathname + location.search === href;
    // A link to the current address does nothing, unless it has a query: then it shows its message again.
    if (!same || location.search !== '') navigate(href, { replace: same });
  };
  return <a href={href} onClick={follow} {...rest} />;
}
