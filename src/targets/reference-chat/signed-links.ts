/** What hides the signatures of links to media; the chat makes a new one for each request, so they are not known in advance. */

/**
 * `/media/<id>/<rendition>?expires=…&signature=…`, in plain form or as encoded in URLs, JSON and HTML: it opens the file
 * without a login.
 */
const signedLink =
  /(media(?:\/|%2F)\d+(?:\/|%2F)[a-z]+(?:\?|%3F)expires(?:=|%3D)\d+(?:&|&amp;|\\u0026|%26)signature(?:=|%3D))[\w-]+/gi;

/** The same as a list of parameters: Playwright's network log contains both forms. */
const signatureParameter = /("name":\s*"signature",\s*"value":\s*")[^"]+/g;

export const signatures: readonly RegExp[] = [signedLink, signatureParameter];
