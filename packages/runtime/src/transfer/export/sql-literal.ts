import type { Column, Dialect } from '../../database/index.ts'

/** A value of a record as a literal of SQL, in the form in which the dialect stores the column. */
export function sqlLiteral(value: unknown, column: Column, dialect: Dialect): string {
  if (value === null || value === undefined) return 'NULL'
  switch (column.type) {
    case 'boolean':
      if (dialect === 'sqlite') return value === true ? '1' : '0'
      return value === true ? 'TRUE' : 'FALSE'
    case 'integer':
    case 'number':
    case 'bigint':
      return String(value)
    case 'decimal':
      return dialect === 'sqlite' ? unpointed(String(value)) : String(value)
    case 'json':
      return textLiteral(JSON.stringify(value), dialect)
    default:
      return textLiteral(String(value), dialect)
  }
}

/** Text as both databases read it whatever stands in it. */
export function textLiteral(text: string, dialect: Dialect): string {
  if (dialect === 'sqlite' && text.includes('\0')) {
    return `CAST(X'${Buffer.from(text).toString('hex')}' AS TEXT)`
  }
  return `'${text.replaceAll("'", "''")}'`
}

/** `12.50` is kept as `1250`: records have all digits behind the point. */
function unpointed(decimal: string): string {
  return String(BigInt(decimal.replace('.', '')))
}
