/** The files that `backscroll init` writes. */

/** How a package manager installs what the lock file says, and runs a command of a package. */
const packageManagers = {
  npm: { setUp: [], install: 'npm ci', execute: 'npx' },
  pnpm: { setUp: ['corepack enable'], install: 'pnpm install --frozen-lockfile', execute: 'pnpm exec' },
  yarn: { setUp: ['corepack enable'], install: 'yarn install --immutable', execute: 'yarn' },
} as const;
export type PackageManager = keyof typeof packageManagers;

export interface ProjectAnswers {
  /** Where the chat runs. */
  url: string;
  /** Selector of the element that scrolls the messages. */
  scroller: string;
  /** Selector of any message. */
  row: string;
  typescript: boolean;
  /** Whether its `.js` and `.ts` files are ES modules. */
  isModule: boolean;
  /** The project's folder within its repository, with slashes; empty for the root, or where there is no repository. */
  inRepository: string;
  packageManager: PackageManager;
}

export interface ProjectFile {
  /** Relative to the project. */
  path: string;
  text: string;
}

/** Extension of the module files, `ts`, `mts`, `js` or `mjs`: a file of a project without `"type": "module"` says so itself. */
function extensionOf({ typescript, isModule }: ProjectAnswers): string {
  return `${isModule ? '' : 'm'}${typescript ? 'ts' : 'js'}`;
}

export function projectFiles(answers: ProjectAnswers): ProjectFile[] {
  const extension = extensionOf(answers);
  const up = answers.inRepository.replaceAll(/[^/]+\/?/g, '../');
  return [
    { path: `backscroll.config.${extension}`, text: configText(extension) },
    { path: `chat.target.${extension}`, text: targetText(answers) },
    { path: `playwright.config.${extension}`, text: playwrightText(answers) },
    { path: `specs/opening.spec.${extension}`, text: specText },
    // GitHub reads workflows at the root of a repository only, which other packages have theirs in too.
    { path: `${up}.github/workflows/${workflowName(answers)}.yml`, text: workflowText(answers) },
  ];
}

/** `backscroll`, below the root with the folder of the package. */
function workflowName({ inRepository }: ProjectAnswers): string {
  return ['backscroll', ...inRepository.split('/').filter((part) => part !== '')]
    .join('-')
    .replaceAll(/[^\w.-]/g, '-');
}

const configText = (extension: string): string => `import { defineConfig } from 'backscroll';

// Every key: docs/configuration.md of Backscroll. Flags of the command line win over it.
export default defineConfig({
  target: './chat.target.${extension}',
  scenarios: {
    'scroll-history': { sizes: [50, 500] },
  },
});
`;

const targetText = ({
  url,
  scroller,
  row,
}: ProjectAnswers): string => `import { defineTarget } from 'backscroll';

const url = process.env.CHAT_URL ?? ${quoted(url)};

export default defineTarget({
  id: 'chat',
  url,
  // Played once; what it leaves in cookies and storage is what every visit starts with.
  // login: { once: 'goto /login; fill #user = ada; fill #password = $PASSWORD; click text=Log in; wait ${scroller}' },
  page: {
    scroller: ${quoted(scroller)},
    row: ${quoted(row)},
    // composer: 'textarea',
    // Where a conversation has no address: open: async (page, { id }) => page.click(\`text=\${id}\`),
    conversationUrl: ({ id }) => new URL(id, url).href,
  },
  // The path, below the address, of a conversation of about so many messages: a short one and a long one.
  conversation: async (messages) => ({ id: messages < 500 ? 'short' : 'long', messages }),
});
`;

const playwrightText = ({ typescript, isModule }: ProjectAnswers): string => {
  const config = `./backscroll.config.${isModule ? 'js' : 'mjs'}`;
  const why = typescript ? '// Playwright finds the TypeScript file behind this name.\n' : '';
  return `import { defineConfig } from '@playwright/test';
import { measuring } from 'backscroll';
${why}import config from '${config}';

export default defineConfig({ testDir: 'specs', ...measuring(config, import.meta.dirname) });
`;
};

const specText = `import { expect, openConversation, test } from 'backscroll';

test('a conversation of five hundred messages opens fast', async ({ measure }) => {
  expect(await measure(openConversation.at(500))).toMeetBudgets();
});
`;

const workflowText = ({ inRepository, packageManager }: ProjectAnswers): string => {
  const { setUp, install, execute } = packageManagers[packageManager];
  const commands = [...setUp, install, `${execute} playwright install --with-deps --no-shell chromium`];
  return `name: ${inRepository === '' ? 'Backscroll' : `Backscroll of ${inRepository}`}

on:
  pull_request:
  schedule:
    - cron: '0 3 * * *'

permissions:
  contents: read
${inRepository === '' ? '' : `\ndefaults:\n  run:\n    working-directory: ${inRepository}\n`}
jobs:
  measure:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
${commands.map((command) => `      - run: ${command}\n`).join('')}      # Start the chat here, or in the target (start).
      - run: ${execute} backscroll run
      - name: Job summary
        if: always()
        run: cat reports/latest/summary.md >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: backscroll
          path: ${inRepository === '' ? '' : `${inRepository}/`}reports/
          retention-days: 14
`;
};

/** Lines that git should ignore: what runs write. */
export const ignoredByGit = ['.backscroll/', 'reports/', 'test-results/'];

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
