import { createHmac, hkdfSync } from 'node:crypto';
import type { Rendition } from '../shared/api.ts';
import { ApiError } from './errors.ts';
import { sameText } from './same-text.ts';

/** The target of a link. */
export type LinkedMedia = { attachmentId: number; rendition: Rendition };

const lifeMs = 15 * 60_000;
const keyBytes = 32;

/**
 * Links to media that need no login until they expire.
 *
 * The key is derived from the secret of the tokens with its own label. So one kind of signature cannot be
 * used as the other, and the secret cannot be derived from a link. Source: RFC 5869, HKDF.
 */
export class MediaLinks {
  readonly #key: Uint8Array;
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(secret: string, now: () => number = Date.now) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'chat: links to media', keyBytes));
    this.#now = now;
  }

  /** A path that anyone may open for 15 minutes. */
  sign(media: LinkedMedia): { url: string; expiresAt: string } {
    // Whole seconds, as in the path.
    const expires = Math.floor((this.#now() + lifeMs) / 1_000);
    const query = new URLSearchParams({
      expires: String(expires),
      signature: this.#signature(media, expires),
    });
    return {
      url: `/media/${media.attachmentId}/${media.rendition}?${query}`,
      expiresAt: new Date(expires * 1_000).toISOString(),
    };
  }

  /**
   * How many seconds a link remains valid.
   * @param query of the request, not yet validated
   * @throws {ApiError} 403 `LINK_INVALID`, 403 `LINK_EXPIRED`
   */
  check(media: LinkedMedia, { expires, signature }: Record<string, unknown>): number {
    const seconds = typeof expires === 'string' && /^\d{1,12}$/.test(expires) ? Number(expires) : undefined;
    // Checks the signature first, so that only links of this chat are reported as expired.
    if (
      seconds === undefined ||
      typeof signature !== 'string' ||
      !sameText(this.#signature(media, seconds), signature)
    ) {
      throw new ApiError(403, 'LINK_INVALID', 'The link is not one of this chat.');
    }
    const left = seconds - Math.ceil(this.#now() / 1_000);
    if (left < 0) throw new ApiError(403, 'LINK_EXPIRED', 'The link has expired. Ask for a new one.');
    return left;
  }

  #signature({ attachmentId, rendition }: LinkedMedia, expires: number): string {
    return createHmac('sha256', this.#key)
      .update(`${attachmentId}/${rendition}/${expires}`)
      .digest('base64url');
  }
}
