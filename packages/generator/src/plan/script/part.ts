/** A piece of a script that is kept once it has run; the script goes on after the last one that did. */
export interface Part {
  /**
   * One transaction; or one statement outside any; or one statement for a table's rows between `:after` and `:upto`,
   * some thousand rows a transaction.
   */
  kind: 'transaction' | 'outside' | 'batches'
  /** The table whose rows are walked by a column, for batches. */
  rows: { table: string; key: string } | null
  /** What it does, for whoever waits for it; empty when the script has no other part. */
  title: string
  statements: string[]
}

/** Statements that all happen or none. */
export function transaction(title: string, statements: readonly string[]): Part {
  return { kind: 'transaction', rows: null, title, statements: [...statements] }
}

/** A statement that PostgreSQL refuses inside a transaction. */
export function outside(title: string, statement: string): Part {
  return { kind: 'outside', rows: null, title, statements: [statement] }
}

/** A statement that is run for some rows at a time. */
export function batches(
  title: string,
  rows: { table: string; key: string },
  statement: string,
): Part {
  return { kind: 'batches', rows, title, statements: [statement] }
}
