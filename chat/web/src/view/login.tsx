import { type FormEvent, type ReactElement, useCallback, useEffect, useState } from 'react';
import { ApiError, api, type Credentials } from '../model/api.ts';
import { navigate } from '../model/router.ts';
import { me } from '../model/session.ts';
import { Icon } from './icons.tsx';

type Way = 'token' | 'password';

/** The token of a login link, `/login#token=…`: a fragment never reaches a server's log. */
function tokenOfLink(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get('token');
}

/** Logs in with a token, typed or from the link, or with handle and password. */
export function Login({ reason }: { reason: string | null }): ReactElement {
  const [way, setWay] = useState<Way>('token');
  const [busy, setBusy] = useState(() => tokenOfLink() !== null);
  const [problem, setProblem] = useState(
    reason === 'expired' ? 'Your session has ended. Please log in again.' : null,
  );
  const logIn = useCallback(async (credentials: Credentials): Promise<void> => {
    setBusy(true);
    try {
      await api.logIn(credentials);
    } catch (error) {
      setProblem(problemOf(error, 'token' in credentials ? 'token' : 'password'));
      setBusy(false);
      return;
    }
    // A user who was logged in before has left conversations in memory, so the page is loaded again.
    if (me.get() === null) navigate('/', { replace: true });
    else location.replace('/');
  }, []);
  useEffect(() => {
    document.title = 'Log in · Backscroll Chat';
    const token = tokenOfLink();
    if (token !== null) void logIn({ token });
  }, [logIn]);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const credentials = credentialsOf(new FormData(event.currentTarget), way);
    if (credentials !== null) void logIn(credentials);
  };
  return (
    <main className="login">
      <form onSubmit={onSubmit}>
        <span className="login-mark">
          <Icon name="chat" />
        </span>
        <h1>Log in</h1>
        <p className="quiet">
          {way === 'token'
            ? 'Paste the token that you were given.'
            : 'By the handle and password of an account.'}
        </p>
        {problem !== null && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        {way === 'token' ? <TokenField /> : <PasswordFields />}
        <button type="submit" className="primary" disabled={busy}>
          {busy ? 'Logging in…' : 'Log in'}
        </button>
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            setProblem(null);
            setWay(way === 'token' ? 'password' : 'token');
          }}
        >
          {way === 'token' ? 'Use handle and password' : 'Use a token'}
        </button>
      </form>
    </main>
  );
}

function TokenField(): ReactElement {
  return (
    <>
      <label htmlFor="token">Token</label>
      <input id="token" name="token" type="password" autoComplete="off" spellCheck={false} required />
    </>
  );
}

function PasswordFields(): ReactElement {
  return (
    <>
      <label htmlFor="handle">Handle</label>
      <input
        id="handle"
        name="handle"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        required
      />
      <label htmlFor="password">Password</label>
      <input
        id="password"
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={200}
        required
      />
    </>
  );
}

/** The credentials in the form; null if a field is missing. */
function credentialsOf(form: FormData, way: Way): Credentials | null {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const [token, handle] = [text('token').trim(), text('handle').trim()];
  // A password is not trimmed, because spaces are part of it.
  const password = text('password');
  if (way === 'token') return token === '' ? null : { token };
  return handle === '' || password === '' ? null : { handle, password };
}

function problemOf(error: unknown, way: Way): string {
  const status = error instanceof ApiError ? error.status : 0;
  if (error instanceof ApiError && status === 429) return error.message;
  if (status < 400 || status >= 500) return 'The server cannot be reached.';
  return way === 'token' ? 'This token is not valid, or no longer.' : 'Handle or password is not right.';
}
