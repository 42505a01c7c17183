import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { ApiError, errorText } from '../errors.ts';

/** 25 MB. */
export const maxUploadBytes = 25 * 1024 * 1024;

/** A received file. `claimedType` is the type that the sender's client gave. */
export type Received = { path: string; name: string; claimedType: string; sizeBytes: number };

/**
 * Writes the one file of a form to disk while it arrives; it is never in memory as a whole.
 * @throws {ApiError} 400 `INPUT_INVALID` without exactly one part `file`, 400 `UPLOAD_TORN`, 413 `TOO_LARGE`
 */
export async function receiveFile(request: FastifyRequest, path: string): Promise<Received> {
  if (!request.isMultipart()) throw oneFileExpected();
  let received: Received | undefined;
  try {
    // If the client has already disconnected, the parser would get no event, not even the end.
    if (request.raw.destroyed) throw new Error('its sender has gone');
    for await (const part of request.parts()) {
      if (part.type !== 'file' || part.fieldname !== 'file' || received !== undefined)
        throw oneFileExpected();
      received = await write(part, path);
    }
  } catch (error) {
    throw refusal(error);
  } finally {
    // Reads and drops the rest of the form; otherwise the connection would wait for it.
    request.raw.unpipe();
    request.raw.resume();
  }
  if (received === undefined) throw oneFileExpected();
  return received;
}

async function write(part: MultipartFile, path: string): Promise<Received> {
  const target = createWriteStream(path, { flags: 'wx' });
  await pipeline(part.file, target);
  if (part.file.truncated) {
    const megabytes = maxUploadBytes / 1024 / 1024;
    throw new ApiError(413, 'TOO_LARGE', `The file is larger than ${megabytes} MB.`);
  }
  return { path, name: part.filename, claimedType: part.mimetype, sizeBytes: target.bytesWritten };
}

function oneFileExpected(): ApiError {
  return new ApiError(400, 'INPUT_INVALID', 'Send one file, as the part `file` of a form.');
}

/** An incomplete or invalid form is the client's error; a system error, such as a full disk, is not. */
function refusal(error: unknown): unknown {
  const isAnswer = error instanceof Error && 'statusCode' in error;
  const isOfSystem = error instanceof Error && 'syscall' in error;
  if (error instanceof ApiError || isAnswer || isOfSystem) return error;
  return new ApiError(400, 'UPLOAD_TORN', `The upload is not whole: ${errorText(error)}.`, { cause: error });
}
