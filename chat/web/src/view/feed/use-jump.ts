import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import type { Timeline } from '../../model/timeline.ts';
import type { Row } from './rows.ts';
import type { RowsHandle } from './rows-props.ts';

/** The message that the address names, or null. Each visit is a new object. */
export type Place = { at: number | null };

type Input = {
  timeline: Timeline;
  rows: readonly Row[];
  handle: RefObject<RowsHandle | null>;
  scroller: HTMLElement | null;
  place: Place;
};

/** A jump to the message at a sequence; `holds` while rows that change must not move it away again. */
type Target = { sequence: number; holds: boolean };

type Jump = { target: number | null; jumpTo: (sequence: number) => void };

/** How long the target of a jump keeps its place while rows load around it. */
const holdMs = 500;
const inputs = ['wheel', 'touchstart', 'keydown'] as const;

/** Brings a message into view, after loading the pages back to it. */
export function useJump({ timeline, rows, handle, scroller, place }: Input): Jump {
  const [target, setTarget] = useState<Target | null>(null);

  const jumpTo = useCallback(
    (sequence: number) => {
      void timeline.loadBackTo(sequence).then(() => setTarget({ sequence, holds: true }));
    },
    [timeline],
  );

  useEffect(() => {
    if (place.at !== null) jumpTo(place.at);
  }, [place, jumpTo]);

  useLayoutEffect(() => {
    if (target?.holds !== true) return;
    const index = rows.findIndex(({ message }) => message.sequence === target.sequence);
    if (index >= 0) handle.current?.scrollToRow(index);
    // There is no such message, or it is too far back.
    else handle.current?.scrollToEnd();
  }, [target, rows, handle]);

  useEffect(() => {
    if (target?.holds !== true || scroller === null) return;
    const release = (): void => setTarget({ ...target, holds: false });
    const timer = setTimeout(release, holdMs);
    for (const input of inputs) scroller.addEventListener(input, release, { passive: true, once: true });
    return () => {
      clearTimeout(timer);
      for (const input of inputs) scroller.removeEventListener(input, release);
    };
  }, [target, scroller]);

  return { target: target?.sequence ?? null, jumpTo };
}
