import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { hasDefect } from '../../model/defects.ts';
import type { Row } from './rows.ts';
import { endThreshold } from './rows-props.ts';

/** Older messages are loaded when fewer than this many viewports are left above. */
const viewportsAhead = 1.5;

const jumpsOnResize = hasDefect('resize-jump');

type Input = {
  scroller: HTMLElement | null;
  rows: readonly Row[];
  /** Sequence of the newest message. */
  newest: number;
  /** False if an older message is shown first: then the messages below it have not been seen. */
  startsAtEnd: boolean;
  /** Client id of the newest message that the reader is sending; a new one scrolls to the end. */
  sending: string | undefined;
  scrollToEnd: () => void;
  loadOlder: () => void;
};

type Position = {
  atEnd: boolean;
  /** Sequence of the newest message that has been on the screen. */
  seen: number;
};

/**
 * Tracks where the reader is. A reader at the end stays there when messages arrive or the size changes; a
 * reader near the top gets the next older page.
 */
export function useReadingPosition(input: Input): Position {
  const { scroller, rows, newest, startsAtEnd, sending, scrollToEnd, loadOlder } = input;
  const [atEnd, setAtEnd] = useState(startsAtEnd);
  const [seen, setSeen] = useState(startsAtEnd ? newest : 0);
  const wasAtEnd = useRef(startsAtEnd);
  const lastSent = useRef<string>(undefined);

  const look = useCallback((): void => {
    if (scroller === null) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    wasAtEnd.current = scrollHeight - scrollTop - clientHeight <= endThreshold;
    setAtEnd(wasAtEnd.current);
    if (scrollTop < viewportsAhead * clientHeight) loadOlder();
  }, [scroller, loadOlder]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `rows` is what changed on the screen
  useLayoutEffect(() => {
    const sends = sending !== undefined && sending !== lastSent.current;
    lastSent.current = sending;
    if (wasAtEnd.current || sends) scrollToEnd();
  }, [scroller, rows, sending, scrollToEnd]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a page may leave the reader near the top still
  useEffect(() => {
    const frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [look, rows]);

  useEffect(() => {
    if (scroller === null) return;
    scroller.addEventListener('scroll', look, { passive: true });
    const { clientWidth } = scroller;
    const resized = new ResizeObserver(() => {
      const jumps = jumpsOnResize && scroller.clientWidth !== clientWidth;
      if (wasAtEnd.current || jumps) scrollToEnd();
    });
    resized.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [scroller, look, scrollToEnd]);

  useEffect(() => {
    const see = (): void => {
      if (atEnd && !document.hidden) setSeen(newest);
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [atEnd, newest]);

  return { atEnd, seen };
}
