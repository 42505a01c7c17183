import type { Store } from './store.ts';

export type Playback = {
  playing: boolean;
  positionMs: number;
  /** As the file says; null until it has been read, and where it does not say. */
  lengthMs: number | null;
  failed: boolean;
};

const changes = ['play', 'pause', 'timeupdate', 'seeked', 'durationchange'] as const;

/** The one that was started last: two voices at once are none. */
let last: HTMLAudioElement | null = null;

/** Plays one voice note. Nothing is fetched before it is made. */
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
    // Paused again before it began, or not allowed: nothing plays. A file that cannot be played has its own event.
    this.#audio.play().catch(() => this.#look());
  }

  seek(positionMs: number): void {
    this.#audio.currentTime = positionMs / 1000;
    this.#look();
  }

  /** Stops, and lets go of what was fetched. */
  dispose(): void {
    this.#audio.pause();
    if (last === this.#audio) last = null;
    // An element with a source keeps its connection.
    this.#audio.removeAttribute('src');
    this.#audio.load();
  }
}
