/**
 * What each folder, or file of the root, may import, checked by scripts/boundaries.ts. A file belongs to the longest folder
 * named here, may import from that folder, and from those that its line lists: `src/core` is what lies in no other folder
 * of core. `*` allows everything.
 */
const core = ['src/core', 'src/core/results', 'src/core/statistics', 'src/core/judging', 'src/core/insights'];
const parts = [
  ...core,
  'src/page',
  'src/metrics',
  'src/profiles',
  'src/traffic',
  'src/database',
  'src/browser',
];
const played = [...parts, 'src/steps', 'src/instruments', 'src/targets'];

export const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/core': core,
  'src/core/results': ['src/core'],
  'src/core/statistics': ['src/core', 'src/core/results'],
  'src/core/judging': ['src/core', 'src/core/results', 'src/core/statistics'],
  'src/core/insights': ['src/core', 'src/core/results', 'src/core/statistics', 'src/core/judging'],
  'src/page': core,
  'src/metrics': core,
  'src/profiles': core,
  'src/traffic': core,
  'src/database': core,
  'src/browser': core,
  'src/steps': parts,
  'src/instruments': [...parts, 'src/steps'],
  'src/targets': [...parts, 'src/steps'],
  'src/targets/reference-chat': [...parts, 'src/steps', 'src/targets', 'seed'],
  'src/scenarios': played,
  'src/measure': [...played, 'src/scenarios'],
  'src/init': core,
  'src/config': [...played, 'src/scenarios', 'src/measure'],
  'src/reporters': [...core, '@playwright/test'],
  'src/cli': [...played, 'src/scenarios', 'src/measure', 'src/config', 'src/init', 'src/reporters'],
  fixtures: [...played, 'src/scenarios', 'src/measure', 'src/config', 'src/reporters', '@playwright/test'],
  specs: [...played, 'src/scenarios', 'src/measure', 'fixtures', '@playwright/test'],
  seed: [...core, 'src/database'],
  'chat/shared': [],
  'chat/server': ['chat/shared'],
  'chat/tests': ['*'],
  'chat/web': ['chat/shared'],
  scripts: ['*'],
  bench: ['*'],
  tests: ['*'],
  // What a project imports as `backscroll`.
  'index.ts': [...played, 'src/scenarios', 'src/config', 'fixtures'],
  'playwright.config.ts': ['src/measure', 'fixtures', '@playwright/test'],
  bin: ['src/cli'],
  // They use the package, as a project does.
  examples: [],
};

interface Exception {
  /** What it imports beyond the list; of a template, what comes before the first expression. */
  imports: readonly string[];
  /** Texts of it in which {@link names} may occur. */
  texts: readonly string[];
}

/** By file; all else in these files is checked as everywhere. */
export const exceptions: Readonly<Record<string, Exception>> = {
  // The target that is measured where a user names none.
  'src/targets/load-target.ts': {
    imports: ['src/targets/reference-chat/target'],
    texts: ['./reference-chat/target', 'The reference chat is not installed', "id: 'reference-chat'"],
  },
};

/** Packages that only the folders which list them may import, with all that begins so. */
export const restrictedPackages = ['@playwright/test', 'playwright/test', '@backscroll/'];

/** Names that only these folders may say, in code and in comments. */
export const names = [
  {
    name: /reference[- ]?chat/i,
    folders: ['src/targets/reference-chat', 'seed', 'chat', 'scripts', 'bench', 'tests'],
  },
];
