import type { AnchorHTMLAttributes, MouseEvent, ReactElement } from 'react';
import { navigate } from '../../model/router.ts';
import { isPlainClick } from '../plain-click.ts';

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A link within the application; anything but a plain click is left to the browser. */
export function Link({ href, ...rest }: Props): ReactElement {
  const follow = (event: MouseEvent): void => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    const same = location.pathname + location.search === href;
    // An address that names a message leads there once more; any other is where one is already.
    if (!same || location.search !== '') navigate(href, { replace: same });
  };
  return <a href={href} onClick={follow} {...rest} />;
}
