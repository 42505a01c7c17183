import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { exitCode } from '../core/errors.ts';
import type { ProjectAnswers } from '../init/templates.ts';
import { projectKind, writeProject } from '../init/write-project.ts';
import { guarded, Logger } from './terminal.ts';

interface InitFlags {
  url?: string;
  scroller?: string;
  row?: string;
  typescript?: true;
  javascript?: true;
}

/** What is asked on a terminal where no flag says it, with what is taken elsewhere. */
const questions = [
  { key: 'url', question: 'Where does the chat run?', usual: 'http://localhost:3000' },
  { key: 'scroller', question: 'Selector of the element that scrolls the messages?', usual: '#messages' },
  { key: 'row', question: 'Selector of any message?', usual: '#messages > *' },
] as const;

export function addInit(program: Command): void {
  program
    .command('init')
    .summary('write a configuration, a target, a spec and a CI workflow')
    .description(
      'Writes backscroll.config, chat.target, playwright.config, one spec and a workflow into the working folder. Files that are there are kept. Asks on a terminal for what no flag says.',
    )
    .option('--url <address>', 'where the chat runs')
    .option('--scroller <selector>', 'the element that scrolls the messages')
    .option('--row <selector>', 'any message')
    .option('--typescript', 'TypeScript files (default where there is a tsconfig.json or typescript)')
    .option('--javascript', 'JavaScript files')
    .addHelpText(
      'after',
      `
Examples:
  backscroll init
  backscroll init --url http://localhost:8080 --scroller "#messages" --row ".message" --javascript`,
    )
    .action((flags: InitFlags) => guarded(() => init(flags)));
}

async function init(flags: InitFlags): Promise<number> {
  const logger = new Logger();
  const folder = process.cwd();
  const kind = projectKind(folder);
  const typescript = flags.javascript === true ? false : (flags.typescript ?? kind.typescript);
  const answers: ProjectAnswers = { ...(await ask(flags)), ...kind, typescript };
  const { written, kept } = writeProject(folder, answers);
  for (const name of written) logger.say(`wrote  ${name}`);
  for (const name of kept) logger.say(`kept   ${name}`);
  if (kept.some((name) => name.startsWith('playwright.config'))) {
    logger.say(
      'Add ...measuring(config, import.meta.dirname) of "backscroll" to it: docs/configuration.md of Backscroll shows how.',
    );
  }
  logger.say('Say in chat.target how one logs in and opens a conversation, then type: npx backscroll run');
  return exitCode.good;
}

async function ask(flags: InitFlags): Promise<Pick<ProjectAnswers, 'url' | 'scroller' | 'row'>> {
  const answers = { url: '', scroller: '', row: '' };
  const terminal =
    process.stdin.isTTY && process.stderr.isTTY
      ? createInterface({ input: process.stdin, output: process.stderr })
      : undefined;
  try {
    for (const { key, question, usual } of questions) {
      const typed = flags[key] ?? (await terminal?.question(`${question} (${usual}) `))?.trim();
      answers[key] = typed === undefined || typed === '' ? usual : typed;
    }
  } finally {
    terminal?.close();
  }
  return answers;
}
