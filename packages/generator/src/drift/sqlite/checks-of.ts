import { tokensOf } from '../normalise-sql.ts'

/** The checks a `create table` statement names: SQLite tells of them in no other way. */
export function checksOf(sql: string): { name: string; condition: string }[] {
  const tokens = tokensOf(sql)
  return tokens.flatMap((part, index) => {
    if (part !== 'check' || tokens[index + 1] !== '(') return []
    const name = tokens[index - 2] === 'constraint' ? (tokens[index - 1] ?? '') : ''
    return [{ name, condition: balanced(tokens, index + 1).join(' ') }]
  })
}

function balanced(tokens: readonly string[], start: number): string[] {
  let depth = 0
  for (let end = start; end < tokens.length; end++) {
    if (tokens[end] === '(') depth++
    if (tokens[end] === ')' && --depth === 0) return tokens.slice(start, end + 1)
  }
  return tokens.slice(start)
}
