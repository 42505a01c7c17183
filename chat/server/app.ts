import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { ServerConfig } from './config.ts';
import { addRequestContext, authenticate, type Context } from './context.ts';
import { Database } from './database.ts';
import { addErrorAnswers } from './error-answers.ts';
import { MediaFolders } from './media-files.ts';
import { MediaLinks } from './media-links.ts';
import { requireCurrentSchema } from './migrate.ts';
import { passwordChecker } from './passwords.ts';
import { limitWrites } from './rate-limit.ts';
import { Realtime } from './realtime.ts';
import { changeMessageRoutes } from './routes/change-message.ts';
import { clientRoutes } from './routes/client.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { fileRoutes } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import { mediaRoutes } from './routes/media.ts';
import { messageRoutes } from './routes/messages.ts';
import { reactionRoutes } from './routes/reactions.ts';
import { searchRoutes } from './routes/search.ts';
import { meRoutes, sessionRoutes } from './routes/session.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { voteRoutes } from './routes/votes.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { tokenIssuer, tokenVerifier } from './tokens.ts';

const bodyLimitBytes = 64 * 1024;
const compressFromBytes = 1024;

/**
 * Builds the whole server, ready to listen: HTTP, realtime and database.
 * @throws {StartError} when the database cannot be reached or is not migrated
 */
export async function buildApp(config: ServerConfig): Promise<FastifyInstance> {
  const app = Fastify({
    // Standard output is reserved for the event lines, such as the address on which the server listens.
    logger: { level: 'warn', stream: process.stderr },
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
  });
  const database = new Database(config.databaseUrl, config.poolSize, (error) => {
    app.log.warn(`A database connection broke: ${error.message}`);
  });
  app.addHook('onClose', () => database.close());
  try {
    await requireCurrentSchema(database);
    await addEverything(app, config, database);
    await app.ready();
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function addEverything(app: FastifyInstance, config: ServerConfig, database: Database): Promise<void> {
  const verifyToken = await tokenVerifier(config.tokenSecret);
  await app.register(cookie);
  const realtime = new Realtime(app, database, verifyToken);
  app.addHook('preClose', async () => realtime.close());

  addRequestContext(app, database);
  addSecurityHeaders(app);
  addErrorAnswers(app);
  await app.register(compress, {
    globalDecompression: false,
    threshold: compressFromBytes,
    encodings: ['br', 'gzip'],
    // Quality 4 is brotli's fastest with context modelling. Responses are compressed each time.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 1 },
  });

  const { tokenSecret, uploadsDir, clientDir, defects, writesPerMinute } = config;
  await addRoutes(app, {
    ...{ database, realtime, verifyToken, uploadsDir, clientDir, defects, writesPerMinute },
    issueToken: await tokenIssuer(tokenSecret),
    checkPassword: passwordChecker(tokenSecret),
    mediaFolders: new MediaFolders(config),
    mediaLinks: new MediaLinks(tokenSecret),
  });
}

async function addRoutes(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(healthRoutes(context));
  await app.register(sessionRoutes(context));
  await app.register(clientRoutes(context));
  await app.register(mediaRoutes(context));
  await app.register(memberRoutes(context));
}

/** Everything that needs a login. */
const memberRoutes =
  (context: Context): FastifyPluginAsync =>
  async (app) => {
    authenticate(app, context.verifyToken);
    await limitWrites(app, context.writesPerMinute);
    await app.register(meRoutes());
    await app.register(conversationRoutes(context));
    await app.register(messageRoutes(context));
    await app.register(changeMessageRoutes(context));
    await app.register(reactionRoutes(context));
    await app.register(voteRoutes(context));
    await app.register(searchRoutes());
    await app.register(uploadRoutes(context));
    await app.register(fileRoutes(context));
    await app.register(statisticsRoutes());
  };
