/** A name as SQL writes it whatever it is: quoted, so that `order` and `group` are names like any other. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Names as a list in parentheses. */
export function quotedList(names: readonly string[]): string {
  return `(${names.map(quoted).join(', ')})`
}

/** Text as an SQL literal. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
