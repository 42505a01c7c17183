import { type CSSProperties, type ReactElement, useMemo } from 'react';
import { duration } from '../../model/format.ts';
import type { ShownAttachment } from '../../model/pending.ts';
import type { Playback } from '../../model/voice-player.ts';
import { Icon } from '../icons.tsx';
import { mediaUrl } from './media-url.ts';
import { useVoicePlayer } from './use-voice-player.ts';
import { wavePath } from './wave-path.ts';

type Props = { note: ShownAttachment; sender: string };

const seekStepMs = 500;

/** A recording: play and pause, bars for its loudness, and the position. */
export function VoiceNote({ note, sender }: Props): ReactElement {
  const url = mediaUrl(note, 'original');
  const { playback, use } = useVoicePlayer(url);
  const { playing, failed } = playback;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend of its own
    <div className="voice" role="group" aria-label={`Voice note from ${sender}`}>
      <button
        type="button"
        className="voice-play"
        aria-label={playing ? 'Pause' : 'Play'}
        disabled={url === undefined}
        onClick={() => use((player) => player.toggle())}
      >
        <Icon name={playing ? 'pause' : 'play'} filled />
      </button>
      {failed ? (
        <span className="voice-problem" role="alert">
          This recording cannot be played
        </span>
      ) : (
        <Progress
          note={note}
          playback={playback}
          onSeek={url === undefined ? null : (toMs) => use((player) => player.seek(toMs))}
        />
      )}
    </div>
  );
}

type ProgressProps = {
  note: ShownAttachment;
  playback: Playback;
  /** Null if there is nothing to play yet. */
  onSeek: ((toMs: number) => void) | null;
};

function Progress({ note, playback, onSeek }: ProgressProps): ReactElement {
  const { playing, positionMs } = playback;
  const lengthMs = note.durationMs ?? playback.lengthMs;
  return (
    <>
      <Wave peaks={note.peaks} played={lengthMs === null ? 0 : positionMs / lengthMs} />
      <input
        type="range"
        aria-label="Position"
        aria-valuetext={`${duration(positionMs)} of ${lengthText(lengthMs)}`}
        min={0}
        max={lengthMs ?? 0}
        step={seekStepMs}
        value={positionMs}
        disabled={onSeek === null}
        onChange={(event) => onSeek?.(Number(event.currentTarget.value))}
      />
      <span className="voice-time">
        {playing || positionMs > 0 ? duration(positionMs) : lengthText(lengthMs)}
      </span>
    </>
  );
}

function lengthText(lengthMs: number | null): string {
  return lengthMs === null ? '–:––' : duration(lengthMs);
}

/** One element; a clip path cuts the bars out of it. */
function Wave({ peaks, played }: { peaks: ShownAttachment['peaks']; played: number }): ReactElement {
  const clipPath = useMemo(() => `path('${wavePath(peaks)}')`, [peaks]);
  return (
    <span className="voice-wave" style={{ clipPath, '--played': `${100 * played}%` } as CSSProperties} />
  );
}
