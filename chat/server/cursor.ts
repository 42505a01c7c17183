import { z } from 'zod';
import { ApiError } from './errors.ts';

/** Where the next page begins: the time (in microseconds) and the id of the last row of this page. */
const cursor = z.tuple([z.iso.datetime(), z.int().positive()]);

/** @returns an opaque text for {@link decodeCursor} */
export function encodeCursor(moment: string, id: number): string {
  return Buffer.from(JSON.stringify([moment, id])).toString('base64url');
}

/** @throws {ApiError} 400 `CURSOR_INVALID` */
export function decodeCursor(text: string): [moment: string, id: number] {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw new ApiError(400, 'CURSOR_INVALID', '`before` is not the `next` of a page.', { cause });
  }
}
