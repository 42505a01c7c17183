import { BlockList, isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defects as allDefects, type Defect } from '../shared/defects.ts';
import { StartError } from './errors.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const builtClient = fileURLToPath(new URL('../web/dist', import.meta.url));

const flag = z
  .enum(['', '0', '1'])
  .default('0')
  .transform((value) => value === '1');

const defects = z
  .string()
  .default('')
  .transform((list) => list.split(',').flatMap((name) => name.trim() || []))
  .pipe(z.array(z.enum(Object.keys(allDefects) as Defect[])));

const databaseEnvironment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://'),
});

const serverEnvironment = databaseEnvironment.extend({
  CHAT_HOST: z.string().min(1).default('127.0.0.1'),
  CHAT_PORT: z.coerce.number().pipe(z.int().min(0).max(65535)).default(0),
  CHAT_ALLOW_REMOTE: flag,
  CHAT_TOKEN_SECRET: z.string().min(32, 'must have 32 characters or more'),
  CHAT_MEDIA_DIR: z.string().min(1),
  CHAT_UPLOADS_DIR: z.string().min(1),
  CHAT_DEFECTS: defects,
  CHAT_POOL_SIZE: z.coerce.number().pipe(z.int().min(1).max(1000)).default(20),
  CHAT_WRITES_PER_MINUTE: z.coerce.number().pipe(z.int().min(1)).default(1_200),
  CHAT_EXIT_WITH_STDIN: flag,
});

/** The configuration of `serve`, from its environment. */
export type ServerConfig = {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  databaseUrl: string;
  /** The secret that signs tokens (HS256). */
  tokenSecret: string;
  /** The folder of the seeded media; only read. */
  mediaDir: string;
  /** The folder of users' uploads; created with the first upload. */
  uploadsDir: string;
  /** The built web client; the API works without it. */
  clientDir: string;
  defects: Defect[];
  /** The largest number of connections to PostgreSQL. */
  poolSize: number;
  /** Above this limit a user gets 429. The default, twenty a second, is more than anyone types. */
  writesPerMinute: number;
  /** End when standard input ends, so that the server also ends when its parent process is killed. */
  exitWithStdin: boolean;
};

/**
 * Reads the configuration of `serve`.
 * @throws {StartError} `CONFIG_INVALID`, `HOST_NOT_LOOPBACK`
 */
export function serverConfig(environment: NodeJS.ProcessEnv): ServerConfig {
  const values = read(serverEnvironment, environment);
  if (!isLoopback(values.CHAT_HOST) && !values.CHAT_ALLOW_REMOTE) {
    throw new StartError(
      'HOST_NOT_LOOPBACK',
      `CHAT_HOST is ${values.CHAT_HOST}, which other machines can reach.`,
      'Use 127.0.0.1, or set CHAT_ALLOW_REMOTE=1 if that is what you want.',
    );
  }
  return {
    host: values.CHAT_HOST,
    port: values.CHAT_PORT,
    databaseUrl: values.DATABASE_URL,
    tokenSecret: values.CHAT_TOKEN_SECRET,
    mediaDir: values.CHAT_MEDIA_DIR,
    uploadsDir: values.CHAT_UPLOADS_DIR,
    clientDir: builtClient,
    defects: values.CHAT_DEFECTS,
    poolSize: values.CHAT_POOL_SIZE,
    writesPerMinute: values.CHAT_WRITES_PER_MINUTE,
    exitWithStdin: values.CHAT_EXIT_WITH_STDIN,
  };
}

/**
 * Reads the one setting that `migrate` needs.
 * @throws {StartError} `CONFIG_INVALID`
 */
export function databaseUrl(environment: NodeJS.ProcessEnv): string {
  return read(databaseEnvironment, environment).DATABASE_URL;
}

function read<Schema extends z.ZodType>(schema: Schema, environment: NodeJS.ProcessEnv): z.output<Schema> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  // Reports only names and reasons, because a value may be a secret.
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new StartError(
    'CONFIG_INVALID',
    `The environment is not right. ${problems.join('. ')}.`,
    'Set these variables and start again.',
  );
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
