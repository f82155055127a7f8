import { type Dialect, isSql, type Sql, type SqlPart } from '../../database/index.ts'

/** A statement as a person would type it, each value in its place. For reading: it is never run. */
export function showSql(query: Sql, dialect: Dialect): string {
  return query.strings
    .map((text, index) => {
      const part = query.parts[index]
      return index < query.parts.length ? `${text}${showPart(part, dialect)}` : text
    })
    .join('')
}

function showPart(part: SqlPart | undefined, dialect: Dialect): string {
  if (part === undefined || part === null) return 'null'
  if (isSql(part)) return showSql(part, dialect)
  if (typeof part === 'object' && 'render' in part && typeof part.render === 'function')
    return showSql(part.render(dialect), dialect)
  if (typeof part === 'number' || typeof part === 'bigint' || typeof part === 'boolean')
    return String(part)
  const text = typeof part === 'string' ? part : JSON.stringify(part)
  return `'${text.replaceAll("'", "''")}'`
}
