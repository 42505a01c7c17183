import type { FastifyPluginAsync } from 'fastify';
import { type SearchResponse, searchQuery } from '../../shared/api.ts';
import { searchMessages } from '../queries/search.ts';
import { parse } from '../validation.ts';

/** Search in the messages of the reader's conversations. */
export const searchRoutes = (): FastifyPluginAsync => async (app) => {
  app.get(
    '/api/search',
    async (request): Promise<SearchResponse> =>
      searchMessages(request.db, request.userId, parse(searchQuery, request.query)),
  );
};
