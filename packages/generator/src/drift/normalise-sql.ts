/** A part of a statement that stands for itself: a text, a name, a word, a number or a sign. */
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|--[^\n]*|\/\*[\s\S]*?\*\/|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|\s+|./giu

/** The parts of a statement without space and comments; words small, names that need no quotes without them. */
export function tokensOf(sql: string): string[] {
  return (sql.match(token) ?? []).filter((part) => !/^(?:\s|--|\/\*)/.test(part)).map(plain)
}

/** A statement in a form in which equal ones are equal texts, however they were written. */
export function normaliseSql(sql: string): string {
  return tokensOf(sql).join(' ')
}

function plain(part: string): string {
  if (part.startsWith("'")) return part
  const name = /^["`]([a-z_][a-z0-9_]*)["`]$/.exec(part)?.[1]
  return name ?? (/^["`]/.test(part) ? part : part.toLowerCase())
}
