/** `14:05`, as `timeOfDay`. The defect `rerender-all`: with formatters that are made for each row. */
export function slowTimeOfDay(iso: string): string {
  const date = new Date(iso);
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', options).formatToParts(date).find(({ type }) => type in options)
      ?.value ?? '';
  return [part({ hour: '2-digit', hour12: false }), part({ minute: '2-digit' })]
    .map((text) => text.padStart(2, '0'))
    .join(':');
}
