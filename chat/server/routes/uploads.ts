import multipart from '@fastify/multipart';
import type { FastifyPluginAsync } from 'fastify';
import type { UploadResponse } from '../../shared/api.ts';
import type { Context } from '../context.ts';
import { uploadKey } from '../media-files.ts';
import { addUpload } from '../queries/uploads.ts';
import { UploadFolder } from '../uploads/folder.ts';
import { prepareUpload } from '../uploads/prepare.ts';
import { maxUploadBytes, receiveFile } from '../uploads/receive.ts';

/** Receives the files that later messages carry. */
export const uploadRoutes =
  ({ uploadsDir }: Context): FastifyPluginAsync =>
  async (app) => {
    // Only this route takes forms. A file that is too large is truncated and is not an error of the parser,
    // so that the rest of it is read and the client gets the response.
    await app.register(multipart, { limits: { fileSize: maxUploadBytes }, throwFileSizeLimit: false });

    app.post('/api/uploads', async (request, reply): Promise<UploadResponse> => {
      await using folder = await UploadFolder.create(uploadsDir);
      const received = await receiveFile(request, folder.file('received'));
      const upload = await prepareUpload(folder, received);
      await folder.finish();
      await addUpload(request.db, request.userId, uploadKey(folder.id), upload);
      folder.keep();
      reply.status(201);
      return { upload };
    });
  };
