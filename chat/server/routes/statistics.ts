import type { FastifyPluginAsync } from 'fastify';
import { type StatisticsResponse, statisticsQuery } from '../../shared/api.ts';
import { countByChannel } from '../queries/statistics.ts';
import { parse } from '../validation.ts';

/** Counts of what was written in a user's conversations. */
export const statisticsRoutes = (): FastifyPluginAsync => async (app) => {
  app.get('/api/statistics', async (request): Promise<StatisticsResponse> => {
    const { days } = parse(statisticsQuery, request.query);
    return { days, channels: await countByChannel(request.db, request.userId, days) };
  });
};
