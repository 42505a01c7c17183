/** Keeps secrets out of everything that the harness writes. */

/** Shorter texts would match everywhere, and no real secret is so short. */
const shortest = 4;

/** Replacing these would break every JSON file. */
const words = ['true', 'false', 'null', 'undefined'];

/**
 * The texts to remove for a secret value: the value itself, the credentials after the scheme of an
 * Authorization header, for the scheme Basic also user and password, and, for JSON, its strings.
 */
export function secretsIn(value: string): string[] {
  const [, scheme = '', credentials] = /^([A-Za-z]+) (\S+)$/.exec(value) ?? [];
  const basic = credentials !== undefined && scheme.toLowerCase() === 'basic';
  const found = [
    value,
    ...(credentials === undefined ? [] : [credentials]),
    ...(basic ? userAndPassword(credentials) : []),
    ...textsIn(jsonOf(value)),
  ];
  return [...new Set(found)].filter((text) => text.length >= shortest && !words.includes(text));
}

/** A password may contain colons, a user name may not. */
function userAndPassword(base64: string): string[] {
  const [, user = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(base64, 'base64').toString()) ?? [];
  return [user, password];
}

function jsonOf(value: string): unknown {
  if (!/^\s*[[{"]/.test(value)) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** A text, or a pattern for what is not known in advance: its first group stays. A pattern is global. */
export type Secret = string | RegExp;

/**
 * A text without the secrets: texts in plain form or as encoded in URLs, forms, JSON and HTML, patterns as they are.
 *
 * A secret of digits becomes as many nines, so that a JSON number that contains it remains a number.
 */
export function scrubText(text: string, secrets: readonly Secret[]): string {
  const texts = secrets.filter((secret) => typeof secret === 'string');
  const patterns = secrets.filter((secret) => typeof secret !== 'string');
  // The longest first: one secret may be part of another.
  const sorted = [...new Set(texts)].sort((a, b) => b.length - a.length);
  const rest = patterns.reduce((clean, pattern) => clean.replace(pattern, '$1redacted'), text);
  return sorted.reduce((clean, secret) => {
    const mask = /^\d+$/.test(secret) ? '9'.repeat(secret.length) : 'redacted';
    return spellings(secret).reduce((left, spelling) => left.replaceAll(spelling, mask), clean);
  }, rest);
}

function spellings(secret: string): string[] {
  const percent = encodeURIComponent(secret);
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    ...new Set([
      secret,
      percent,
      percent.replaceAll('%20', '+'),
      JSON.stringify(secret).slice(1, -1),
      html,
      html.replaceAll('"', '&quot;'),
    ]),
  ];
}
