/** What the address of a list asks for; defaults in parentheses. */
export interface Options {
  /** Messages of the conversation (200). */
  messages: number;
  /** Where the list starts: at the newest message (`end`), or at the oldest. */
  start: 'end' | 'top';
  /** Rows that come into view stay blank for this time; with it nothing is rendered beyond the view (0). */
  lateMs: number;
  /** Whether a picture takes its place only once it has arrived (the list's own default). */
  latePictures: boolean;
  /** The server answers for a picture after this time (0). */
  delayMs: number;
  /** Whether rows carry `data-id`. */
  ids: boolean;
}

/** Reads `?messages=&start=&late=&pictures=late&delay=`; `own` is what a list sets for itself. */
export function readOptions(own: Partial<Pick<Options, 'latePictures' | 'ids'>> = {}): Options {
  const query = new URLSearchParams(location.search);
  const number = (name: string, or: number): number => Number(query.get(name) ?? or);
  return {
    messages: number('messages', 200),
    start: query.get('start') === 'top' ? 'top' : 'end',
    lateMs: number('late', 0),
    latePictures: query.get('pictures') === 'late' || own.latePictures === true,
    delayMs: number('delay', 0),
    ids: own.ids ?? true,
  };
}
