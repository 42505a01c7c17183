import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, BrowserContextOptions } from 'playwright';
import { scrubText } from '../../core/secrets.ts';
import { runLighthouse } from '../../instruments/lighthouse.ts';
import { lighthouseMetrics } from '../../metrics/index.ts';
import type { Profile } from '../../profiles/profile.ts';
import { type LinkProbe, openLinkProbe } from '../../profiles/verify/link-probe.ts';
import {
  checkNetwork,
  type NetworkReadiness,
  networkVerdict,
  unshaped,
} from '../../profiles/verify/network.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { PageTarget } from '../../targets/target.ts';
import { type Bench, phone } from './bench.ts';
import type { IterationOutcome } from './iteration.ts';
import { ofPage } from './page-errors.ts';
import { readingsOf } from './pass.ts';
import { disturbance } from './reasons.ts';

export interface LighthouseOrder<Target extends PageTarget> {
  bench: Bench;
  scenario: Scenario<Target>;
  target: Target;
  profile: Profile;
  /** Folder and file name for Lighthouse's HTML report. */
  folder: string;
  fileName: string;
  /** Called when the audit is over and its browser still runs. */
  afterAudit: () => void;
}

/** As in the other passes; Lighthouse audits in the default context, which got none of their options. */
async function logIn(target: PageTarget, context: BrowserContext): Promise<void> {
  const open = async (options: BrowserContextOptions): Promise<BrowserContext> => {
    const browser = context.browser();
    if (browser === null) throw new Error('the context to audit in has no browser');
    return browser.newContext({ ...phone, ...options });
  };
  const { storageState } = (await target.contextOptions?.(open)) ?? {};
  if (storageState !== undefined) await context.setStorageState(storageState);
  await target.login(context);
}

/**
 * One Lighthouse run in its own Chrome. The network is verified in that Chrome before the audit. Lighthouse
 * applies its own CPU slowdown and leaves no page behind that could be probed.
 */
export async function runLighthouseIteration<Target extends PageTarget>(
  order: LighthouseOrder<Target>,
): Promise<IterationOutcome> {
  const { bench, scenario, target, profile, folder, fileName, afterAudit } = order;
  if (scenario.auditUrl === undefined) throw new RangeError(`${scenario.id} has no page to audit`);
  let ready: NetworkReadiness | undefined;
  let link: LinkProbe | undefined;
  try {
    const { recording, html } = await runLighthouse({
      executablePath: bench.browser.executablePath,
      browserArguments: bench.browserArguments,
      browserEnvironment: bench.browserEnvironment,
      proxyUrl: bench.shaper.proxyUrl,
      cpuSlowdown: bench.cpu.rate(profile.cpu),
      url: await scenario.auditUrl(target),
      login: async (context) => {
        await ofPage(() => logIn(target, context));
        const page = await context.newPage();
        ready = await checkNetwork(page, bench, profile.network);
        await page.close();
      },
      afterAudit,
      beforeAudit: async () => {
        link = await openLinkProbe(bench.shaper, bench.probeHost);
        await bench.shaper.setNetwork(profile.network);
        await bench.shaper.resetLedger();
      },
    });
    if (ready === undefined || link === undefined) throw new Error('the network was not verified');
    const ledger = await bench.shaper.ledger();
    const roundTripsMs = await link.measure(profile.network.roundTripMs);
    // The audited page is gone with its browser, and Lighthouse's own byte count is not kept.
    const setting = { ledger, roundTripsMs, received: undefined };
    const network = networkVerdict(profile, ready, setting);
    await mkdir(folder, { recursive: true });
    // The report contains the addresses of requests.
    await writeFile(path.join(folder, fileName), scrubText(html, target.secrets));
    return {
      readings: readingsOf(lighthouseMetrics, recording),
      verification: { network: network.verification },
      reasons: network.reasons.map(disturbance),
      timing: undefined,
      files: [{ name: fileName.replace('.html', ''), fileName, contentType: 'text/html' }],
    };
  } finally {
    link?.[Symbol.dispose]();
    await bench.shaper.setNetwork(unshaped);
  }
}
