/**
 * Every error code of the harness, each with the fault behind it. A code is never reused for another meaning.
 * The consequences of a fault in the middle of a cell: docs/decisions/failures.md.
 */

/**
 * - `page`: caused by the page or the chat. It counts as a result; the iteration is never repeated.
 * - `environment`: browser, host, network, CPU or load generator. The iteration is repeated, up to a limit.
 * - `request`: the request cannot be fulfilled, now or later. It is reported at once.
 * - `host`: this host cannot provide the requested device. Nothing is measured; the exit code is 3.
 * - `run`: the run cannot continue.
 * - `harness`: a bug of the harness. The iteration is repeated, up to a limit.
 */
export type Fault = 'page' | 'environment' | 'request' | 'host' | 'run' | 'harness';

export interface Blame {
  fault: Fault;
  /** The fault as long as no visit of the page has succeeded. */
  atFirst: Fault;
  /** The page was only too slow, which a disturbed host can explain. */
  excusable: boolean;
  /** `atFirst` applies only from the second failure on: one visit does not show whether it always fails. */
  byChance?: boolean;
}

const always = (fault: Fault): Blame => ({ fault, atFirst: fault, excusable: false });

/** The same at every visit of a page that never succeeded: a wrong address, selector or login. */
const page: Blame = { fault: 'page', atFirst: 'request', excusable: false };
const flakyPage: Blame = { ...page, byChance: true };
const slowPage: Blame = { fault: 'page', atFirst: 'request', excusable: true };
/** May happen at any visit, the first included. */
const unseen: Blame = { fault: 'page', atFirst: 'page', excusable: true };
const environment = always('environment');
const request = always('request');
const host = always('host');
const run = always('run');
const harness = always('harness');

const blames = {
  // A visit of the page.
  NOT_SEEN: unseen,
  HISTORY_NOT_LOADED: unseen,
  LIST_ENDLESS: page,
  LIGHTHOUSE_FAILED: unseen,
  PAGE_BLANK: slowPage,
  PAGE_NEVER_LOADED: slowPage,
  PAGE_TIMED_OUT: slowPage,
  ITERATION_TOO_LONG: slowPage,
  SCROLLED_TOO_LITTLE: slowPage,
  SELECTOR_MISSING: slowPage,
  CERTIFICATE_REFUSED: page,
  CONVERSATION_AMBIGUOUS: request,
  CHAT_REFUSED: flakyPage,
  LOGIN_FAILED: flakyPage,
  PAGE_CRASHED: flakyPage,
  PAGE_DIALOG: page,
  PAGE_LEFT: page,
  PAGE_REDIRECTED: page,
  PAGE_SERVER_ERROR: flakyPage,
  PAGE_STATUS: page,
  PAGE_UNREACHABLE: page,
  SCROLLER_HIDDEN: page,
  SCROLLER_MISSING: page,
  SCROLLER_TOO_SHORT: page,
  SELECTOR_AMBIGUOUS: page,
  SELECTOR_INVALID: page,
  TARGET_REFUSED: flakyPage,

  // What a visit depends on.
  BROWSER_DIED: environment,
  DEVICE_OUT_OF_REACH: environment,
  NETWORK_LOST: environment,
  LINK_PROBE_LOST: environment,
  TRACE_INCOMPLETE: environment,
  TRACE_WITHOUT_CLOCK: harness,
  DATABASE_DIED: run,
  INTERRUPTED: run,
  JOURNAL_NOT_WRITTEN: run,
  SHAPER_DIED: run,
  TARGET_DIED: run,
  TRAFFIC_GENERATOR_DIED: run,
  TRAFFIC_GENERATOR_FAILED: run,
  TRAFFIC_STOPPED: run,
  TRAFFIC_STOP_TIMED_OUT: run,
  ARM_FAILED: run,
  RUN_ENDED_EARLY: run,

  // What was requested of a cell.
  CORRESPONDENT_MISSING: request,
  CPU_SLOWDOWN_INVALID: request,
  CPU_TIME_MISSING: request,
  JOURNEY_UNKNOWN: request,
  LOGIN_REFUSED: request,
  REPEAT_HIDDEN: request,
  REPEAT_MOVED: request,
  REPEAT_NOTHING: request,
  REPEAT_NOT_TYPED: request,
  TOKEN_MISSING: request,
  TRAFFIC_TOO_SLOW: request,

  // Options and files of the command line.
  BLOBS_NOT_MERGED: request,
  CELL_UNKNOWN: request,
  DEFECT_UNKNOWN: request,
  GROWTH_NOT_MET: request,
  INSECURE_REFUSED: request,
  JOURNAL_UNREADABLE: request,
  JSON_NOT_WRITTEN: request,
  STEP_INVALID: request,
  TARGET_CANNOT: request,
  TARGET_MODULE_INVALID: run,
  TARGET_NOT_INSTALLED: run,
  TARGET_WITHOUT_ADDRESS: run,
  LOGIN_MODULE_INVALID: request,
  METRIC_UNKNOWN: request,
  NETWORK_UNKNOWN: request,
  NOT_COMPARABLE: request,
  NO_COMMON_CELL: request,
  NO_COMMON_METRIC: request,
  PAIR_INVALID: request,
  PDF_NOT_WRITTEN: request,
  PRIMARY_NOT_MEASURED: request,
  PRIMARY_TOO_MANY: request,
  PROFILE_INVALID: request,
  REPORT_NOT_WRITTEN: request,
  RESULTS_INVALID: request,
  RESULTS_MISSING: request,
  RESULTS_VERSION: request,
  RUN_FOLDER_NOT_MADE: request,
  RUN_FOLDER_TAKEN: request,
  RUN_MISSING: request,
  OWN_PROCESS_MISSING: request,
  REST_TOO_LONG: request,
  RUN_OPTIONS_INVALID: request,
  SCENARIO_UNKNOWN: request,
  SCREEN_UNKNOWN: request,
  SHARDS_DIFFER: request,
  SIDES_DIFFER: request,
  OPTION_UNKNOWN: request,
  SPECS_NOT_LISTED: request,
  STORAGE_STATE_INVALID: request,
  THROTTLING_UNKNOWN: request,
  TYPE_INVALID: request,
  URL_INVALID: request,
  VARIABLE_MISSING: request,

  // The host, before anything is measured.
  DEVICE_NOT_CALIBRATED: run,
  DEVICE_NOT_FOUND: host,
  DEVICE_TOO_FAST: host,

  // Builds of the compared commits.
  BUILD_FAILED: request,
  DATABASE_NOT_COPIED: run,
  GIT_MISSING: run,
  OPTIONS_CONFLICT: request,
  OPTION_MISSING: request,
  REF_NOT_BUILT: request,
  REF_SHALLOW: request,
  REF_UNKNOWN: request,
  REF_WITHOUT_CHAT: request,
  REPOSITORY_MISSING: request,
  SEED_UNFIT: request,
  SERVE_FAILED: request,
  SIDES_MISSING: request,
  WORKTREE_NOT_MADE: run,

  // The browser, the chat, its database, its data and the history, before anything is measured.
  BROWSER_MISSING: run,
  BROWSER_UNUSABLE: run,
  CHAT_NOT_MIGRATED: run,
  CLIENT_NOT_BUILT: run,
  CONFIG_INVALID: run,
  CONFIG_NOT_FOUND: run,
  PROJECT_MISSING: run,
  DATABASE_BUSY: run,
  DATABASE_DIRECTORY_TAKEN: run,
  DATABASE_IN_USE: run,
  DATABASE_LOGIN_FAILED: run,
  DATABASE_MISSING: run,
  DATABASE_NOT_DISPOSABLE: run,
  DATABASE_NOT_MIGRATED: run,
  DATABASE_NO_BINARY: run,
  DATABASE_NO_USER: run,
  DATABASE_START_FAILED: run,
  DATABASE_TOO_OLD: run,
  DATABASE_UNREACHABLE: run,
  DATABASE_URL_INVALID: request,
  DATASET_UNKNOWN: request,
  FONTS_MISSING: run,
  FONTS_NOT_WRITTEN: run,
  HISTORY_DISPOSABLE: request,
  HISTORY_EMPTY: request,
  HISTORY_ID_TAKEN: request,
  HISTORY_RUN_MISSING: request,
  HISTORY_TOO_NEW: request,
  HOST_NOT_LOOPBACK: request,
  LISTEN_FAILED: run,
  MIGRATION_CHANGED: run,
  MIGRATION_FAILED: run,
  PORT_IN_USE: request,
  PORT_REFUSED: request,
  PSQL_MISSING: run,
  TARGET_NOT_STARTED: run,
  TOKENS_UNREADABLE: run,

  // The background traffic, before it starts.
  TRAFFIC_HOST_NOT_ALLOWED: request,
  TRAFFIC_MODULE_INVALID: request,
  TRAFFIC_NOT_STARTED: run,
  TRAFFIC_NO_USERS: request,
  TRAFFIC_OPERATION_UNKNOWN: request,
  TRAFFIC_PLAN_TOO_LARGE: request,
  TRAFFIC_SUBSCRIBER_REFUSED: run,
  TRAFFIC_UNKNOWN: request,
} as const satisfies Record<string, Blame>;

export type ErrorCode = keyof typeof blames;

export function blameOf(code: ErrorCode): Blame {
  return blames[code];
}

/** For codes that another process reports. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(blames, code);
}
