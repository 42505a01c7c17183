import type { ReactElement } from 'react';

type Props = { hasBefore: boolean; older: 'idle' | 'loading' | 'failed'; onRetry: () => void };

/** Above the oldest loaded message: the state of loading older ones, or that the conversation begins here. */
export function FeedHeader({ hasBefore, older, onRetry }: Props): ReactElement {
  return (
    <div className="feed-header">
      {!hasBefore && <span>Beginning of the conversation</span>}
      {hasBefore && older === 'loading' && <span className="spinner" />}
      {hasBefore && older === 'failed' && (
        <button type="button" className="plain-button" onClick={onRetry}>
          Older messages could not be loaded. Try again
        </button>
      )}
    </div>
  );
}
