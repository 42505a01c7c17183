import type { ReactElement } from 'react';
import type { Message } from '../../../../shared/api.ts';
import { previewText } from '../../model/preview.ts';
import { Icon } from '../icons.tsx';

/** What the text will become, where that is not a new message of its own. */
export type Draft = { purpose: 'reply' | 'edit'; message: Message };

/** Says above the field what is being answered or edited. */
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
