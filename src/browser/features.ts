/**
 * What Playwright 1.65 switches off in every Chromium. Chromium obeys the last `--disable-features` only, so ours
 * repeats these; tests/calibration/browser.test.ts compares them with what Playwright passes.
 * Source: packages/playwright-core/src/server/chromium/chromiumSwitches.ts
 */
const ofPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/**
 * The suggestions below the address bar are a web page of the browser's own. Every new window loads it in a
 * renderer of its own: 0.6 s of CPU time (2 cores, Chromium 156) just when a new context is measured.
 */
const omniboxPages = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** For a browser that Playwright launches. */
export const disabledFeatures = `--disable-features=${[...ofPlaywright, ...omniboxPages].join(',')}`;
