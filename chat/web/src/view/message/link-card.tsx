import type { ReactElement } from 'react';
import type { LinkPreview } from '../../../../shared/api.ts';

/** The preview of the page that the first link of a message leads to. */
export function LinkCard({ preview }: { preview: LinkPreview }): ReactElement {
  const { url, site, title, description } = preview;
  return (
    <a className="card" href={url} target="_blank" rel="noopener noreferrer">
      <span className="card-site">{site}</span>
      <span className="card-title">{title}</span>
      {description !== '' && <span className="card-text">{description}</span>}
    </a>
  );
}
