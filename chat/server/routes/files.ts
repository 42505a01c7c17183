import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { type FilesResponse, filesQuery, rendition, type SignedUrlResponse } from '../../shared/api.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { listFiles } from '../queries/files.ts';
import { findAttachmentFile } from '../queries/media.ts';
import { idParams, parse } from '../validation.ts';

const urlQuery = z.object({ rendition: rendition.default('original') });

/** The files of a conversation, and links to media for programs that are not logged in. */
export const fileRoutes =
  ({ mediaFolders, mediaLinks }: Context): FastifyPluginAsync =>
  async (app) => {
    app.get('/api/conversations/:id/files', async (request): Promise<FilesResponse> => {
      const { id } = parse(idParams, request.params);
      const reader = { conversationId: id, userId: request.userId };
      const page = await listFiles(request.db, reader, parse(filesQuery, request.query));
      if (page === undefined) throw notFound('conversation');
      const files = page.files.map(({ createdAt, ...file }) => ({
        ...file,
        createdAt: createdAt.toISOString(),
        ...mediaLinks.sign({ attachmentId: file.attachment.id, rendition: 'original' }),
      }));
      return { files, next: page.next };
    });

    app.get('/api/attachments/:id/url', async (request): Promise<SignedUrlResponse> => {
      const { id: attachmentId } = parse(idParams, request.params);
      const { rendition } = parse(urlQuery, request.query);
      const file = await findAttachmentFile(request.db, request.userId, attachmentId);
      if (file === undefined) throw notFound('attachment');
      if (mediaFolders.find(file, rendition) === undefined) throw notFound('rendition');
      return mediaLinks.sign({ attachmentId, rendition });
    });
  };
