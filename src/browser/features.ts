/**
 * The features that Playwright 1.65 disables in every Chromium. Chromium uses only the last
 * `--disable-features`, so the harness's own argument repeats them; tests/calibration/browser.test.ts
 * compares them with Playwright's.
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
 * The suggestions below the address bar are a web page of the browser itself. Every new window loads it in
 * its own renderer, which costs 0.6 s of CPU time (2 cores, Chromium 156) exactly when a new context is
 * measured.
 */
const omniboxPages = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** For a browser that Playwright launches. */
export const disabledFeatures = `--disable-features=${[...ofPlaywright, ...omniboxPages].join(',')}`;
