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
  /** What gets the focus back; if that is gone by then, the messages do. */
  returnTo: () => HTMLElement | null;
  content: (close: () => void) => ReactElement;
};

const shown = new Store<Shown | null>(null);

/** Opens a dialog over the page: above everything, with the focus in it until it is closed. */
export const openOverlay = shown.set;

/** The place of the dialog, of which there is one at most. */
export function Overlay(): ReactElement | null {
  const now = useStore(shown);
  return now && <Dialog {...now} />;
}

function Dialog({ label, className, style, returnTo, content }: Shown): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useCallback(() => dialog.current?.close(), []);
  const here = useStore(route);
  const opened = useRef(here);
  // Before the effects of the content, which may take the focus.
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
