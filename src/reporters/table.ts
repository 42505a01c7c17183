/** A table before it is Markdown, HTML or lines of a terminal. Cells are plain text. */
export interface Table {
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
}

export interface Column {
  title: string;
  align: 'left' | 'right';
}

/** The same table with some of its columns left out, by their titles. */
export function without({ columns, rows }: Table, ...titles: readonly string[]): Table {
  const kept = <Item>(items: readonly Item[]): Item[] =>
    items.filter((_, index) => !titles.includes(columns[index]?.title ?? ''));
  return { columns: kept(columns), rows: rows.map(kept) };
}

/** A column of words. */
export function left(title: string): Column {
  return { title, align: 'left' };
}

/** A column of figures. */
export function right(title: string): Column {
  return { title, align: 'right' };
}
