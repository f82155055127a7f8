/** An error of PostgreSQL's parser, with the place it is at. */
export interface SqlMistake extends Error {
  sqlDetails: { cursorPosition: number }
}

/** True for what the parser itself refuses. */
export function hasSqlDetails(error: unknown): error is SqlMistake {
  return (
    error instanceof Error &&
    'sqlDetails' in error &&
    typeof error.sqlDetails === 'object' &&
    error.sqlDetails !== null &&
    'cursorPosition' in error.sqlDetails
  )
}
