/** The reference chat's server: `node chat/server/main.ts serve|migrate`. Settings: see config.ts. */
import { buildApp } from './app.ts';
import { databaseUrl, type ServerConfig, serverConfig } from './config.ts';
import { errorCode, errorText, StartError } from './errors.ts';
import { migrate } from './migrate.ts';

const couldNotRun = 2;
/** The caller waits for the server to end, so requests that still run after this time are aborted. */
const closeWithinMs = 2_500;

/** Prints one line of JSON on standard output for the parent process. */
function report(event: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

async function serve(config: ServerConfig): Promise<void> {
  const app = await buildApp(config);

  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(0), closeWithinMs).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
  if (config.exitWithStdin) process.stdin.once('close', close).resume();

  const { host, port } = config;
  const url = await app.listen({ host, port }).catch(async (cause: unknown) => {
    await app.close();
    throw listenError(cause, `${host}:${port}`);
  });
  report({ event: 'listening', url });
}

function listenError(cause: unknown, address: string): StartError {
  switch (errorCode(cause)) {
    case 'EADDRINUSE':
      return new StartError(
        'PORT_IN_USE',
        `${address} is taken.`,
        'Set CHAT_PORT to a free port, or to 0 for any.',
      );
    case 'EACCES':
      return new StartError(
        'PORT_REFUSED',
        `${address} may not be used.`,
        'Set CHAT_PORT to 1024 or more, or to 0 for any.',
      );
    default:
      return new StartError(
        'LISTEN_FAILED',
        `${address}: ${errorText(cause)}.`,
        'Correct CHAT_HOST and CHAT_PORT.',
      );
  }
}

function fail(error: unknown): void {
  if (error instanceof StartError) {
    report({ event: 'failed', code: error.code, message: error.message, hint: error.hint });
  } else {
    console.error(error);
    report({
      event: 'failed',
      code: 'INTERNAL',
      message: errorText(error),
      hint: 'Standard error has the stack.',
    });
  }
  process.exitCode = couldNotRun;
}

async function main(command: string | undefined): Promise<void> {
  switch (command) {
    case 'serve':
      return serve(serverConfig(process.env));
    case 'migrate':
      return report({ event: 'migrated', applied: await migrate(databaseUrl(process.env)) });
    default:
      throw new StartError('COMMAND_UNKNOWN', `There is no command ${command}.`, 'Use `serve` or `migrate`.');
  }
}

await main(process.argv[2]).catch(fail);
