import { type CSSProperties, type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import type { ShownAttachment } from '../../model/pending.ts';
import { Icon } from '../icons.tsx';
import { mediaUrl } from './media-url.ts';
import type { Viewing } from './viewing.ts';
import './viewer.css';

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The pictures of a message one by one, as large as the window and their own size allow. */
export function Viewer({ pictures, start, sender, close }: Viewing & { close: () => void }): ReactElement {
  const [index, setIndex] = useState(start);
  const count = pictures.length;
  const step = useCallback((by: number): void => setIndex((now) => (now + by + count) % count), [count]);
  useArrowKeys(step);
  const picture = pictures[index];
  return (
    <>
      <Bar
        text={count > 1 ? `${sender} · ${index + 1} of ${count}` : sender}
        picture={picture}
        close={close}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button and Escape do the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button and Escape do the same */}
      <div
        className="viewer-stage"
        onClick={({ target, currentTarget }) => {
          if (target === currentTarget) close();
        }}
      >
        {picture && <Picture key={picture.id} picture={picture} sender={sender} />}
      </div>
      {count > 1 && (
        <>
          <button
            type="button"
            className="viewer-previous"
            aria-label="Previous picture"
            onClick={() => step(-1)}
          >
            <Icon name="back" />
          </button>
          <button type="button" className="viewer-next" aria-label="Next picture" onClick={() => step(1)}>
            <Icon name="next" />
          </button>
        </>
      )}
    </>
  );
}

function useArrowKeys(step: (by: number) => void): void {
  useEffect(() => {
    const onKeyDown = ({ key, target }: KeyboardEvent): void => {
      const by = steps[key];
      // In a video the arrow keys seek.
      if (by !== undefined && !(target instanceof HTMLVideoElement)) step(by);
    };
    // On the window, because after a click on the picture no element has the focus.
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [step]);
}

type BarProps = { text: string; picture: ShownAttachment | undefined; close: () => void };

function Bar({ text, picture, close }: BarProps): ReactElement {
  const closeButton = useRef<HTMLButtonElement>(null);
  useEffect(() => closeButton.current?.focus(), []);
  return (
    <header className="viewer-bar">
      <p aria-live="polite">{text}</p>
      {picture && (
        <a href={mediaUrl(picture, 'original')} download={picture.name} aria-label="Download the original">
          <Icon name="download" />
        </a>
      )}
      <button ref={closeButton} type="button" aria-label="Close" onClick={close}>
        <Icon name="close" />
      </button>
    </header>
  );
}

/** Shows the small preview first, then the original over it. */
function Picture({ picture, sender }: { picture: ShownAttachment; sender: string }): ReactElement {
  const [previewed, setPreviewed] = useState(false);
  const { kind, width, height, placeholder } = picture;
  const style = {
    '--width': `${width ?? 1280}px`,
    '--ratio': width && height ? width / height : 4 / 3,
    '--placeholder': placeholder ?? '#8884',
  } as CSSProperties;
  const original = mediaUrl(picture, 'original');
  const preview = mediaUrl(picture, 'preview');
  const label = `${kind === 'video' ? 'Video' : 'Photo'} from ${sender}`;
  if (kind === 'video') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: there are no captions of what somebody has just filmed
      <video
        className="viewer-picture"
        style={style}
        src={original}
        poster={preview}
        aria-label={label}
        controls
        playsInline
        preload="none"
      />
    );
  }
  const show = (): void => setPreviewed(true);
  return (
    <div className="viewer-picture" style={style}>
      <img src={preview} alt={label} onLoad={show} onError={show} />
      {previewed && <img src={original} alt="" />}
    </div>
  );
}
