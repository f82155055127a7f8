import { join, raw, type Sql, type SqlPart } from '../../database/index.ts'
import type { Range } from './range.ts'

/** A statement with the ends of a range in the places `:after` and `:upto`. The first range includes its lower end. */
export function bindRange(statement: string, { after, upto, isFirst }: Range): Sql {
  const text = isFirst ? statement.replaceAll(/> *:after\b/g, '>= :after') : statement
  const values: { readonly [place: string]: string } = { ':after': after, ':upto': upto }
  const parts = text
    .split(/(?<!:)(:after|:upto)\b/)
    .map((piece): SqlPart => values[piece] ?? raw(piece))
  return join(parts, '')
}
