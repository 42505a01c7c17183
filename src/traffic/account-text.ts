/** Texts for the generator's figures. */

/** A share in percent: whole above 10 %, with two digits below, so that it differs visibly from its limit. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 ? Math.round(value) : Number(value.toPrecision(2))} %`;
}

export function seconds(durationMs: number): string {
  return `${Number((durationMs / 1_000).toFixed(1))} s`;
}

/** `41.3 of the planned 60.0 operations/s for 12 s`. */
export function ratesOf({
  planned,
  started,
  durationMs,
}: {
  planned: number;
  started: number;
  durationMs: number;
}): string {
  const perSecond = (count: number): string => ((count * 1_000) / durationMs).toFixed(1);
  return `${perSecond(started)} of the planned ${perSecond(planned)} operations/s for ${seconds(durationMs)}`;
}
