import {
  type CSSProperties,
  type ReactElement,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import { route } from '../model/router.ts';
import { Store, useStore } from '../model/store.ts';

type Shown = {
  label: string;
  className: string;
  style?: CSSProperties;
  /** The element that gets the focus back; if it was removed meanwhile, the feed gets it. */
  returnTo: () => HTMLElement | null;
  content: (close: () => void) => ReactElement;
};

const shown = new Store<Shown | null>(null);

/** Opens a modal dialog over the page. It keeps the focus until it is closed. */
export const openOverlay = shown.set;

/** Shows the dialog; at most one is open. */
export function Overlay(): ReactElement | null {
  const now = useStore(shown);
  return now && <Dialog {...now} />;
}

function Dialog({ label, className, style, returnTo, content }: Shown): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useCallback(() => dialog.current?.close(), []);
  const here = useStore(route);
  const opened = useRef(here);
  // A layout effect, so that it runs before the effects of the content, which may take the focus.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (here !== opened.current) close();
  }, [here, close]);
  useEffect(() => () => shown.set(null), []);
  const onClose = (): void => {
    shown.set(null);
    const target = returnTo();
    const messages = document.querySelector<HTMLElement>('[role="feed"]');
    (target?.isConnected ? target : messages)?.focus({ preventScroll: true });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog already
    <dialog
      ref={dialog}
      className={className}
      style={style}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      {content(close)}
    </dialog>
  );
}
