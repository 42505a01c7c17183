import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { rendition } from '../../shared/api.ts';
import { type Context, sessionOf } from '../context.ts';
import { notFound } from '../errors.ts';
import type { LinkedMedia } from '../media-links.ts';
import { type AttachmentFile, findAttachmentFile, findLinkedFile } from '../queries/media.ts';
import { id, parse } from '../validation.ts';

const params = z.object({ attachmentId: id, rendition });
const anyQuery = z.record(z.string(), z.unknown());
const forGood = 'private, max-age=31536000, immutable';

/** The requested media, after the check that the user may see it; the file is undefined if there is none. */
type Permitted = { media: LinkedMedia; file: AttachmentFile | undefined; cacheControl: string };

/**
 * Files of attachments, whole or by range, with ETag and Last-Modified: for members, and for everyone with a
 * signed link. The file of an attachment id never changes, so browsers of members may cache it for a year.
 */
export const mediaRoutes =
  ({ mediaFolders, mediaLinks, verifyToken }: Context): FastifyPluginAsync =>
  async (app) => {
    // `sendFile` gets the folder with each file.
    await app.register(fastifyStatic, { serve: false, cacheControl: false });

    async function forMember(request: FastifyRequest): Promise<Permitted> {
      const { userId } = await sessionOf(request, verifyToken);
      const media = parse(params, request.params);
      const file = await findAttachmentFile(request.db, userId, media.attachmentId);
      return { media, file, cacheControl: forGood };
    }

    async function byLink(request: FastifyRequest, query: Record<string, unknown>): Promise<Permitted> {
      const media = parse(params, request.params);
      const secondsLeft = mediaLinks.check(media, query);
      const file = await findLinkedFile(request.db, media.attachmentId);
      return { media, file, cacheControl: `private, max-age=${secondsLeft}` };
    }

    // No compression: it does not work with ranges, and media is already compressed.
    app.get('/media/:attachmentId/:rendition', { compress: false }, async (request, reply) => {
      const query = parse(anyQuery, request.query);
      const isLink = 'signature' in query || 'expires' in query;
      const { media, file, cacheControl } = await (isLink ? byLink(request, query) : forMember(request));
      if (file === undefined) throw notFound('attachment');
      const place = mediaFolders.find(file, media.rendition);
      if (place === undefined) throw notFound('rendition');
      reply.header('cache-control', cacheControl);
      if (file.kind === 'image' || file.kind === 'video') return reply.sendFile(place.path, place.root);
      reply.headers(storedHeaders(file));
      return reply.sendFile(place.path, place.root, { contentType: false });
    });
  };

/** A voice note may be played inline; any other file is a download, never shown as a page of this origin. */
function storedHeaders({ kind, name, mimeType }: AttachmentFile): Record<string, string> {
  const disposition = kind === 'voice' && mimeType.startsWith('audio/') ? 'inline' : 'attachment';
  // RFC 8187; encodeURIComponent does not escape five characters that the RFC wants escaped.
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return { 'content-type': mimeType, 'content-disposition': `${disposition}; filename*=UTF-8''${encoded}` };
}
