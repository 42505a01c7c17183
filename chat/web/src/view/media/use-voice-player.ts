import { useEffect, useRef, useState } from 'react';
import { Store, useStore } from '../../model/store.ts';
import type { Playback, VoicePlayer } from '../../model/voice-player.ts';

const newState = () => new Store<Playback>({ playing: false, positionMs: 0, lengthMs: null, failed: false });
const untouched = newState();

type Use = (act: (player: VoicePlayer) => void) => void;

/**
 * The player of one voice note. It is created on first use and disposed of with the row.
 * @param url undefined if there is nothing to play yet
 */
export function useVoicePlayer(url: string | undefined): { playback: Playback; use: Use } {
  const [player, setPlayer] = useState<VoicePlayer | null>(null);
  const making = useRef<Promise<VoicePlayer> | null>(null);
  useEffect(
    () => () => {
      making.current?.then((made) => made.dispose(), reportError);
    },
    [],
  );
  const playback = useStore((player ?? { state: untouched }).state);
  const make = async (address: string): Promise<VoicePlayer> => {
    const { VoicePlayer } = await import('../../model/voice-player.ts');
    const made = new VoicePlayer(address, newState());
    setPlayer(made);
    return made;
  };
  const use: Use = (act) => {
    if (url === undefined) return;
    making.current ??= make(url);
    making.current.then(act, (error: unknown) => {
      // The next press tries again.
      making.current = null;
      reportError(error);
    });
  };
  return { playback, use };
}
