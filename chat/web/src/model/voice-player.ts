import type { Store } from './store.ts';

export type Playback = {
  playing: boolean;
  positionMs: number;
  /** The length in the file; null until it has been read, or if the file does not contain it. */
  lengthMs: number | null;
  failed: boolean;
};

const changes = ['play', 'pause', 'timeupdate', 'seeked', 'durationchange'] as const;

/** The player that was started last. It is paused when another one starts. */
let last: HTMLAudioElement | null = null;

/** Plays one voice note. Creating it starts to load the sound. */
export class VoicePlayer {
  readonly state: Store<Playback>;
  readonly #audio: HTMLAudioElement;

  constructor(url: string, state: Store<Playback>) {
    this.state = state;
    this.#audio = new Audio(url);
    for (const change of changes) this.#audio.addEventListener(change, () => this.#look());
    this.#audio.addEventListener('error', () => this.state.update({ playing: false, failed: true }));
    this.#audio.addEventListener('ended', () => this.seek(0));
  }

  #look(): void {
    const { paused, currentTime, duration } = this.#audio;
    const lengthMs = Number.isFinite(duration) ? duration * 1000 : null;
    this.state.update({ playing: !paused, positionMs: currentTime * 1000, lengthMs });
  }

  toggle(): void {
    if (!this.#audio.paused) {
      this.#audio.pause();
      return;
    }
    if (last !== this.#audio) last?.pause();
    last = this.#audio;
    // Paused before it began, or playing is not allowed. A file that cannot be played has its own event.
    this.#audio.play().catch(() => this.#look());
  }

  seek(positionMs: number): void {
    this.#audio.currentTime = positionMs / 1000;
    this.#look();
  }

  /** Stops, and frees what was loaded. */
  dispose(): void {
    this.#audio.pause();
    if (last === this.#audio) last = null;
    // An element with a source keeps its connection.
    this.#audio.removeAttribute('src');
    this.#audio.load();
  }
}
