import pg from 'pg';
import { monotonicUs } from '../core/clock.ts';
import { causeText } from '../core/errors.ts';
import { databaseAddress } from './client.ts';

/** Activity of a database's clients at one moment. */
export type ActivityObservation = {
  /** {@link monotonicUs} when the query was sent. */
  atUs: number;
  kind: 'observed';
  /** Sessions by state: `active`, `idle`, `idle in transaction`, … */
  states: Record<string, number>;
  /** Active sessions by wait event: `Lock:tuple`, `IO:DataFileRead`; `CPU` for those that do not wait. */
  waits: Record<string, number>;
  queries: ActiveQuery[];
  /** Sessions that wait for a lock, and those that hold it. */
  blocked: { pid: number; by: number[] }[];
  /** All client connections of the server, which share its limit. */
  connections: number;
  maxConnections: number;
};

/** A running statement with its constants removed. */
export type ActiveQuery = { queryId: string | null; text: string; sessions: number; longestMs: number };

/** A tick without an observation. */
export type ActivityGap = { atUs: number; kind: 'gap'; reason: string };

export type ActivitySample = ActivityObservation | ActivityGap;

export type ActivitySampling = {
  /** Ends the sampling and returns the samples. */
  stop: () => Promise<ActivitySample[]>;
};

/** Long texts are cut, because thousands of samples are kept. */
const longestText = 300;

/**
 * Samples the database on its own connection until it is stopped.
 *
 * It costs one query per tick, far below 1 % of a core at 4 Hz. A tick is skipped while the previous query is
 * still running. When the connection is lost, each tick records a gap with the reason and tries to connect
 * again.
 *
 * @param intervalMs 250 by default: a wait of one second appears at least three times
 */
export async function startActivitySampling(
  databaseUrl: string,
  { intervalMs = 250 }: { intervalMs?: number } = {},
): Promise<ActivitySampling> {
  databaseAddress(databaseUrl);
  const samples: ActivitySample[] = [];
  const observer = new Observer(databaseUrl);
  let running: Promise<void> | null = null;
  const tick = () => {
    running ??= observer.sample().then((sample) => {
      samples.push(sample);
      running = null;
    });
  };
  tick();
  await running;
  const timer = setInterval(tick, intervalMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
      await observer.close();
      return samples;
    },
  };
}

class Observer {
  readonly #databaseUrl: string;
  #client: pg.Client | null = null;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  async sample(): Promise<ActivitySample> {
    const atUs = monotonicUs();
    try {
      this.#client ??= await this.#connect();
      const [row] = (await this.#client.query<ObservedRow>(observation)).rows;
      if (row === undefined) throw new Error('an aggregate without groups gives one row');
      return { atUs, kind: 'observed', ...row.seen, queries: row.seen.queries.map(normalise) };
    } catch (error) {
      await this.close();
      return { atUs, kind: 'gap', reason: causeText(error) };
    }
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    // It may be lost already, which the samples have recorded.
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: 'backscroll activity',
      connectionTimeoutMillis: 2_000,
      query_timeout: 5_000,
    });
    // The next query reports a lost connection as a gap.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}

type ObservedRow = {
  seen: Omit<ActivityObservation, 'atUs' | 'kind' | 'queries'> & { queries: ActiveQuery[] };
};

/** `to_jsonb` reads the column query_id where it exists: version 14 added it. */
const observation = `
  with sessions as materialized (
    select a.pid, a.state, a.wait_event_type, a.wait_event, a.query, to_jsonb(a) ->> 'query_id' as query_id,
           extract(epoch from clock_timestamp() - a.query_start) * 1000 as running_ms
    from pg_stat_activity a
    where a.datname = current_database() and a.backend_type = 'client backend' and a.pid <> pg_backend_pid()
  ), active as (select * from sessions where state = 'active')
  select jsonb_build_object(
    'states', (select coalesce(jsonb_object_agg(state, n), '{}') from (
      select coalesce(state, 'unknown') as state, count(*) as n from sessions group by 1) s),
    'waits', (select coalesce(jsonb_object_agg(wait, n), '{}') from (
      select coalesce(wait_event_type || ':' || wait_event, 'CPU') as wait, count(*) as n from active group by 1) w),
    'queries', (select coalesce(jsonb_agg(to_jsonb(q)), '[]') from (
      select query_id as "queryId", min(query) as text, count(*) as sessions, max(running_ms)::float8 as "longestMs"
      from active group by query_id, case when query_id is null then query end
      order by count(*) desc limit 20) q),
    'blocked', (select coalesce(jsonb_agg(to_jsonb(b)), '[]') from (
      select pid, pg_blocking_pids(pid) as by from active where wait_event_type = 'Lock') b),
    'connections', (select count(*) from pg_stat_activity where backend_type = 'client backend'),
    'maxConnections', current_setting('max_connections')::int
  ) as seen`;

/** Removes constants and white space, so that one statement has one text, also without a query id. */
function normalise(query: ActiveQuery): ActiveQuery {
  const text = query.text
    .replaceAll(/'(?:[^']|'')*'/g, '?')
    .replaceAll(/(?<![\w$])-?\d+(?:\.\d+)?\b/g, '?')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return { ...query, text: text.slice(0, longestText) };
}
