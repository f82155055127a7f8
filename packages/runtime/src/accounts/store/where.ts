import type { CleanedWhere } from '@better-auth/core/db/adapter'
import {
  everyRow,
  inList,
  join,
  type ListType,
  type Sql,
  type SqlPart,
  sql,
} from '../../database/index.ts'

/** A field in a condition. */
export interface PlacedField {
  readonly expression: Sql
  readonly type: ListType
  encode(value: unknown): SqlPart
}

/** The condition of a query: the parts that must all hold, and of the others one. */
export function conditionOf(
  where: readonly CleanedWhere[],
  fieldOf: (name: string) => PlacedField,
): Sql {
  const parts = (connector: CleanedWhere['connector']): Sql[] =>
    where
      .filter((clause) => clause.connector === connector)
      .map((clause) => clauseToSql(clause, fieldOf(clause.field)))
  const all = parts('AND')
  const any = parts('OR')
  if (any.length > 0) all.push(sql`(${join(any, ' or ')})`)
  return all.length === 0 ? everyRow : sql`(${join(all, ' and ')})`
}

function clauseToSql({ operator, value, mode }: CleanedWhere, field: PlacedField): Sql {
  const { expression } = field
  if (operator === 'in' || operator === 'not_in') {
    const listed = Array.isArray(value) ? value : [value]
    const found = inList(
      expression,
      listed.map((item) => field.encode(item)),
      field.type,
    )
    return operator === 'in' ? found : sql`not (${found})`
  }
  if (value === null) {
    return operator === 'ne' ? sql`${expression} is not null` : sql`${expression} is null`
  }
  const compared = field.encode(value)
  const folds = mode === 'insensitive' && typeof value === 'string'
  if (folds) return comparison(operator, sql`lower(${expression})`, sql`lower(${compared})`)
  return comparison(operator, expression, compared)
}

function comparison(operator: CleanedWhere['operator'], left: Sql, right: SqlPart): Sql {
  switch (operator) {
    case 'eq':
      return sql`${left} = ${right}`
    case 'ne':
      return sql`${left} <> ${right}`
    case 'lt':
      return sql`${left} < ${right}`
    case 'lte':
      return sql`${left} <= ${right}`
    case 'gt':
      return sql`${left} > ${right}`
    case 'gte':
      return sql`${left} >= ${right}`
    default:
      throw new Error(`Accounts are not looked for by "${operator}"`)
  }
}
