import { z } from 'zod';
import { ApiError } from './errors.ts';

/** A row id in a path or query. */
export const id = z.coerce.number().pipe(z.int().positive());

/** The path parameters of every route below a conversation or a message. */
export const idParams = z.object({ id });

/**
 * Checks the input of a request against a schema.
 * @throws {ApiError} 400 `INPUT_INVALID`, which names every problem
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new ApiError(400, 'INPUT_INVALID', problems.join('; '));
}
