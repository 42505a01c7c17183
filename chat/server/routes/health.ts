import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyPluginAsync } from 'fastify';
import type { ReadyResponse } from '../../shared/api.ts';
import type { Context } from '../context.ts';
import type { Database } from '../database.ts';

/** A database that takes longer than this for `select 1` counts as not ready. */
const probeTimeoutMs = 2_000;

/** `/health/live`: the process responds. `/health/ready`: it can serve; else 503 with the failed part. */
export const healthRoutes =
  ({ database, realtime }: Context): FastifyPluginAsync =>
  async (app) => {
    app.get('/health/live', async () => ({ status: 'live' }));

    app.get('/health/ready', async (_request, reply): Promise<ReadyResponse> => {
      const databaseState = (await answers(database)) ? 'ok' : 'down';
      const realtimeState = realtime.attached ? 'ok' : 'down';
      const ready = databaseState === 'ok' && realtimeState === 'ok';
      reply.status(ready ? 200 : 503).header('cache-control', 'no-store');
      return { status: ready ? 'ready' : 'not-ready', database: databaseState, realtime: realtimeState };
    });
  };

async function answers(database: Database): Promise<boolean> {
  const timer = new AbortController();
  const probe = database.rows({ name: 'probe', text: 'select 1' }).then(
    () => true,
    () => false,
  );
  const timeout = delay(probeTimeoutMs, false, { signal: timer.signal }).catch(() => false);
  const answered = await Promise.race([probe, timeout]);
  timer.abort();
  return answered;
}
