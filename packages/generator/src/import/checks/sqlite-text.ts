/** Operators that stand for those of SQLite in a text for PostgreSQL's parser. */
export const globOperator = '@#@'
export const notGlobOperator = '!@#@'

const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`((?:[^`]|``)*)`|\[([^\]]*)\]|--[^\n]*|\/\*[\s\S]*?\*\/|==|!=|[A-Za-z_]\w*|\d[\w.]*|\s+|[\s\S]/g

/** An expression of SQLite as PostgreSQL's parser takes it; what it does not know stays as it is. */
export function postgresTextOf(sql: string): string {
  const text = sql.replaceAll(token, (found, backticks?: string, brackets?: string) => {
    if (backticks !== undefined) return quoted(backticks.replaceAll('``', '`'))
    if (brackets !== undefined) return quoted(brackets)
    if (found === '==') return '='
    if (found.startsWith('--') || found.startsWith('/*')) return ' '
    return found.toLowerCase() === 'glob' ? globOperator : found
  })
  return text.replaceAll(new RegExp(`\\bnot\\s+${globOperator}`, 'gi'), notGlobOperator)
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
