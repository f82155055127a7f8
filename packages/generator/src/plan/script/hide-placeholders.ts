/** A statement of batches in which no text reads as a placeholder: `':after'` in a value is written with an escape. */
export function hidePlaceholders(statement: string): string {
  return statement.replaceAll(/'(?:[^']|'')*'/g, (literal) =>
    /:(?:after|upto)/.test(literal)
      ? `E${literal.replaceAll('\\', '\\\\').replaceAll(/:(?=after|upto)/g, '\\x3a')}`
      : literal,
  )
}
