import Picker from 'emoji-picker-element/picker.js';
import dataSource from 'emoji-picker-element-data/en/emojibase/data.json?url';
import { type CSSProperties, type ReactElement, useEffect, useRef } from 'react';
import './emoji-picker.css';

/** The size of the dialog, as the style sheet sets it (CSS px). */
const size = { width: 344, height: 384 };
const gap = 8;

/** The place of the dialog next to the button that opens it: above it if possible, and within the window. */
export function besidePlace({ top, bottom, right }: DOMRect): CSSProperties {
  const above = top - gap - size.height;
  const lowest = innerHeight - gap - size.height;
  return {
    top: Math.max(gap, above >= gap ? above : Math.min(bottom + gap, lowest)),
    left: Math.max(gap, Math.min(right, innerWidth - gap) - size.width),
  };
}

type Props = { onPick: (emoji: string) => void; close: () => void };

/** All emoji, by category and with a search. The data loads once, from the chat's own server. */
export function EmojiPicker({ onPick, close }: Props): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const picker = new Picker({ dataSource });
    picker.addEventListener('emoji-click', ({ detail }) => {
      close();
      if (detail.unicode !== undefined) onPick(detail.unicode);
    });
    host.current?.append(picker);
    // The search field exists after the picker has rendered.
    const frame = requestAnimationFrame(() => picker.shadowRoot?.querySelector('input')?.focus());
    return () => {
      cancelAnimationFrame(frame);
      picker.remove();
    };
  }, [onPick, close]);
  return <div className="emoji-host" ref={host} />;
}
