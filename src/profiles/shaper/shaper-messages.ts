import type { NetworkProfile } from '../profile.ts';
import type { Ledger } from './shaper-ledger.ts';

/** Commands from the runner to the shaper's thread; each is answered once, in order. */
export type ShaperCommand =
  | { kind: 'set-network'; network: NetworkProfile }
  | { kind: 'ledger' }
  | { kind: 'reset-ledger' }
  | { kind: 'close' };

export type ShaperAnswer =
  | { kind: 'listening'; port: number }
  | { kind: 'done' }
  | { kind: 'ledger'; ledger: Ledger };

export type ShaperStart = { network: NetworkProfile; allowHosts: readonly string[] };
