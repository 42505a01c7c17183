import type { ReactElement, ReactNode } from 'react';

const url = /https?:\/\/[^\s<>"]*[^\s<>".,:;!?')\]}]/g;
const fewEmoji =
  /^(?:\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u;

/** Message text with its links; a message of up to three emoji is shown large. */
export function MessageText({ text, children }: { text: string; children: ReactNode }): ReactElement {
  const className = fewEmoji.test(text) ? 'text text-jumbo' : 'text';
  return (
    <div className={className}>
      {withLinks(text)}
      {children}
    </div>
  );
}

function withLinks(text: string): ReactNode {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { 0: address, index } of text.matchAll(url)) {
    parts.push(
      text.slice(end, index),
      <a key={index} href={address} target="_blank" rel="noreferrer">
        {address}
      </a>,
    );
    end = index + address.length;
  }
  return parts.length === 0 ? text : [...parts, text.slice(end)];
}
