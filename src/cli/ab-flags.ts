import type { TargetFlags } from './target.ts';
import type { VisitFlags } from './visit-options.ts';

export interface AbFlags extends VisitFlags, RefFlags, Omit<TargetFlags, 'defect'> {
  a?: string;
  b?: string;
  scenario: string;
  messages: number;
  primary?: string[];
  minEffect: number;
  maxTime: number;
  iterations?: number;
  seed: number;
  strict?: true;
  json?: string;
}

export interface RefFlags {
  aRef?: string;
  bRef?: string;
  build?: string;
  serve?: string;
  path: string;
  repository: string;
}
