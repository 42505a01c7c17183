import { type FormEvent, type ReactElement, useCallback, useEffect, useState } from 'react';
import { ApiError, api } from '../model/api.ts';
import { navigate } from '../model/router.ts';
import { me } from '../model/session.ts';
import { Icon } from './icons.tsx';

/** The token of a login link, `/login#token=…`: a fragment never reaches a server's log. */
function tokenOfLink(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get('token');
}

/** Logs in with a token, typed or from the link. */
export function Login({ reason }: { reason: string | null }): ReactElement {
  const [busy, setBusy] = useState(() => tokenOfLink() !== null);
  const [problem, setProblem] = useState(
    reason === 'expired' ? 'Your session has ended. Please log in again.' : null,
  );
  const logIn = useCallback(async (token: string): Promise<void> => {
    setBusy(true);
    try {
      await api.logIn(token);
    } catch (error) {
      const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
      setProblem(refused ? 'This token is not valid, or no longer.' : 'The server cannot be reached.');
      setBusy(false);
      return;
    }
    // Whoever was logged in before has left conversations in memory.
    if (me.get() === null) navigate('/', { replace: true });
    else location.replace('/');
  }, []);
  useEffect(() => {
    document.title = 'Log in · Backscroll Chat';
    const token = tokenOfLink();
    if (token !== null) void logIn(token);
  }, [logIn]);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const token = new FormData(event.currentTarget).get('token');
    if (typeof token === 'string' && token.trim() !== '') void logIn(token.trim());
  };
  return (
    <main className="login">
      <form onSubmit={onSubmit}>
        <span className="login-mark">
          <Icon name="chat" />
        </span>
        <h1>Log in</h1>
        <p className="quiet">Paste the token that you were given.</p>
        {problem !== null && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <label htmlFor="token">Token</label>
        <input id="token" name="token" type="password" autoComplete="off" spellCheck={false} required />
        <button type="submit" className="primary" disabled={busy}>
          {busy ? 'Logging in…' : 'Log in'}
        </button>
      </form>
    </main>
  );
}
