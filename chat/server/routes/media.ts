import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { type Rendition, rendition } from '../../shared/api.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { type AttachmentFile, findAttachmentFile } from '../queries/media.ts';
import { id, parse } from '../validation.ts';

const params = z.object({ attachmentId: id, rendition });

/**
 * Files of attachments, for members only: whole or by range, with ETag and Last-Modified. A file
 * never changes under its attachment's id, so browsers may keep it for good.
 */
export const mediaRoutes =
  ({ mediaDir }: Context): FastifyPluginAsync =>
  async (app) => {
    await app.register(fastifyStatic, {
      root: resolve(mediaDir),
      serve: false,
      cacheControl: false,
      setHeaders: (reply) => reply.header('cache-control', 'private, max-age=31536000, immutable'),
    });

    // Compression would contradict the ranges, and media is compressed already.
    app.get('/media/:attachmentId/:rendition', { compress: false }, async (request, reply) => {
      const { attachmentId, rendition } = parse(params, request.params);
      const file = await findAttachmentFile(request.db, request.userId, attachmentId);
      if (file === undefined) throw notFound('attachment');
      if (file.kind !== 'file') return reply.sendFile(`${file.mediaKey}/${imageNames[rendition]}`);
      if (rendition !== 'original') throw notFound('rendition');
      reply.headers(downloadHeaders(file));
      return reply.sendFile(`${file.mediaKey}/original.bin`, { contentType: false });
    });
  };

/** Videos have the same names: what is kept of them is the poster. */
const imageNames: Record<Rendition, string> = {
  thumbnail: 'thumbnail.webp',
  preview: 'preview.webp',
  original: 'original.jpg',
};

/** A file is saved, never shown as a page of this origin, whatever type its sender claimed. */
function downloadHeaders({ name, mimeType }: AttachmentFile): Record<string, string> {
  // RFC 8187; encodeURIComponent leaves five characters that the RFC wants escaped.
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return { 'content-type': mimeType, 'content-disposition': `attachment; filename*=UTF-8''${encoded}` };
}
