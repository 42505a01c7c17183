/** A table before it is Markdown, HTML or lines of a terminal. Cells are plain text. */
export interface Table {
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
}

export interface Column {
  title: string;
  align: 'left' | 'right';
}

/** A column of words. */
export function left(title: string): Column {
  return { title, align: 'left' };
}

/** A column of figures. */
export function right(title: string): Column {
  return { title, align: 'right' };
}
