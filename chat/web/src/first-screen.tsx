/** Renders what the server puts into a conversation's page: its newest messages, before scripts load. */
import { renderToString } from 'preact-render-to-string';
import type { ReactElement } from 'react';
import type { Conversation, MessagesResponse } from '../../shared/api.ts';
import type { FirstScreen } from '../../shared/first-answers.ts';
import { plantDefects } from './model/defects.ts';
import type { Detail } from './model/open-conversations.ts';
import { Store } from './model/store.ts';
import { Composer } from './view/composer/composer.tsx';
import { PaneHeader } from './view/conversations/pane-header.tsx';
import { estimateHeight } from './view/feed/estimate.ts';
import { createRowBuilder, type Row } from './view/feed/rows.ts';
import { MessageRow, type RowActions } from './view/message/message-row.tsx';

/** An assumed phone window: the server does not know the real size, and more rows only cost time. */
const usualSize = { width: 400, height: 900 } as const;

/**
 * The markup of the first screen. The application replaces it as soon as it runs; until then it is inert.
 * Times are in the server's time zone; a script in the page corrects them before they are drawn.
 */
export function firstScreen(screen: FirstScreen): string {
  plantDefects(screen.defects);
  return renderToString(<Screen {...screen} />);
}

function Screen({ me, conversation, members, page }: FirstScreen): ReactElement {
  const users = new Map(members.map((member) => [member.id, member]));
  const online = new Set(members.filter((member) => member.online).map(({ id }) => id));
  const opened = {
    timeline: { conversationId: conversation.id },
    detail: new Store<Detail>({ conversation, members: users }),
    online: new Store<ReadonlySet<number>>(online),
  };
  return (
    <div className="app" inert>
      <div className="sidebar early-sidebar" />
      <main className="pane">
        <PaneHeader opened={opened} meId={me.id} />
        <div className="feed-frame">
          <div className="feed early-feed" role="feed" aria-label="Messages" aria-busy="true">
            <div className="plain">
              {newestRows(page, conversation, me.id).map((row, index) => (
                <MessageRow
                  key={row.key}
                  row={row}
                  index={index}
                  position={row.message.sequence ?? 0}
                  sender={users.get(row.message.senderId)}
                  quoted={row.message.replyTo ? users.get(row.message.replyTo.senderId) : undefined}
                  target={false}
                  actions={noActions}
                  measure={null}
                />
              ))}
            </div>
          </div>
        </div>
        <Composer draft={null} onSend={nothing} onCancel={nothing} onEditLast={nothing} onTyping={nothing} />
      </main>
    </div>
  );
}

/** The newest rows that fit on the screen of a phone. */
function newestRows(
  { messages, hasBefore }: MessagesResponse,
  conversation: Conversation,
  meId: number,
): Row[] {
  const newest = messages.at(-1)?.sequence ?? 0;
  const readUpTo = conversation.lastReadSequence < newest ? conversation.lastReadSequence : null;
  const rows = createRowBuilder()({ messages, pending: [], hasBefore, readUpTo, meId });
  let height = 0;
  const first = rows.findLastIndex((row) => {
    height += estimateHeight(row, usualSize.width);
    return height >= usualSize.height;
  });
  return rows.slice(Math.max(0, first));
}

const nothing = (): void => undefined;
const noActions: RowActions = {
  ...{ toggleReaction: nothing, vote: nothing, reply: nothing, edit: nothing },
  ...{ remove: nothing, jumpTo: nothing, retry: nothing },
};
