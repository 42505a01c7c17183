import type { ReactElement } from 'react';
import type { Message } from '../../../../shared/api.ts';
import { previewText } from '../../model/preview.ts';
import { Icon } from '../icons.tsx';

/** The message that the text replies to or edits. */
export type Draft = { purpose: 'reply' | 'edit'; message: Message };

/** Shows above the field which message the text replies to or edits. */
export function DraftBar({
  draft: { purpose, message },
  onCancel,
}: {
  draft: Draft;
  onCancel: () => void;
}): ReactElement {
  return (
    <div className="draft">
      <Icon name={purpose} />
      <p>
        <strong>{purpose === 'reply' ? 'Reply' : 'Edit message'}</strong> {previewText(message)}
      </p>
      <button
        type="button"
        aria-label={purpose === 'reply' ? 'Cancel reply' : 'Cancel editing'}
        onClick={onCancel}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
