/** How often each conversation is opened: V8 has compiled the paths of a visit by then. */
const rounds = 4;

/**
 * Lets a server that has just started answer what a visit requests first, so that no measured visit meets it
 * cold. Whether the answers are right is for the measured visits to find out.
 *
 * @throws TypeError when the server does not answer at all
 */
export async function warmUpServer(
  url: string,
  { token, conversationIds }: { token: string; conversationIds: readonly number[] },
): Promise<void> {
  const session = await fetch(new URL('/api/session', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  for (let round = 0; round < rounds; round++) {
    for (const id of conversationIds) {
      const answer = await fetch(new URL(`/c/${id}`, url), { headers: { cookie } });
      await answer.arrayBuffer();
    }
  }
}
