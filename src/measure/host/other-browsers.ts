import { isForeign, processShares } from './host-load.ts';
import type { HostSample } from './host-sample.ts';

/** Process names as Linux keeps them, at most 15 characters. */
const browserName =
  /^(chrome|chromium|google-chrome|headless_shell|firefox|msedge|microsoft-edge|brave|opera|vivaldi|epiphany|WebKitWebProces|Web Content|Isolated Web)/;

/** A browser outside this run: it uses the same cores, and may become active at any time. */
export interface OtherBrowser {
  /** `chromium (6 processes) 1.2 %`. */
  text: string;
  /** Share of the host's capacity, 0 to 1. */
  share: number;
}

/** The browsers outside this run's process tree that ran at the end, with their CPU use in the whole time. */
export function otherBrowsers(samples: readonly HostSample[]): OtherBrowser[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.counters.status !== 'read') return [];
  const shares = processShares(first, last);
  const found = [...last.counters.processes].filter(
    ([, process]) => isForeign(process) && browserName.test(process.name),
  );
  return [...Map.groupBy(found, ([, { name }]) => name)].map(([name, group]) => {
    const share = group.reduce((sum, [pid]) => sum + (shares.get(pid) ?? 0), 0);
    const processes = group.length === 1 ? '1 process' : `${group.length} processes`;
    return { share, text: `${name} (${processes}) ${(share * 100).toFixed(1)} %` };
  });
}
