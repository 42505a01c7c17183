import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const forFiles = "default-src 'none'; frame-ancestors 'none'";

/** Headers that prevent the use of files and API responses as a page or by another site. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': forFiles,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });
}

/**
 * The policy of a page: allows files of this server, and the page's inline scripts by their hash.
 *
 * `'self'` covers the WebSocket to the same host (CSP level 3). Virtual rows are placed by style attributes,
 * so `'unsafe-inline'` is needed, for styles only.
 */
export function pagePolicy(html: string): string {
  const inlineScripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
  const hashes = inlineScripts.map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
