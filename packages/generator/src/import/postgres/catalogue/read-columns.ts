import type { SourceColumn } from '../../source/index.ts'
import { quotedName } from '../postgres-connection.ts'
import type { ColumnRow } from './catalogue-rows.ts'
import { defaultOf } from './default-of.ts'
import type { ResolvedType, TypeLookup } from './type-of.ts'
import type { ConstantDefault } from './worked-out-defaults.ts'

/** A column with what the reader of rows has to know beside it. */
export interface ReadColumn {
  row: ColumnRow
  column: SourceColumn
  resolved: ResolvedType
  /** Its default, where the server has to work it out. */
  constant: ConstantDefault | null
  /** The checks of its domains. */
  checks: { name: string | null; sql: string }[]
}

/** What a row of the catalogue says of a column. */
export function readColumn(row: ColumnRow, lookup: TypeLookup): ReadColumn {
  const resolved = lookup(row.type, row.modifier)
  const isGenerated = row.generated !== ''
  const column: SourceColumn = {
    name: row.name,
    field: null,
    type: resolved.type,
    native: row.native,
    nullable: !(row.required || resolved.required),
    default: null,
    generated: isGenerated ? { stored: row.generated === 's', sql: row.value ?? '' } : null,
    doc: row.doc,
    isUpdateTime: false,
  }
  const found = isGenerated ? null : defaultOf(row.value ?? resolved.value, resolved.type)
  if (row.identity !== '') column.default = { kind: 'counter' }
  else if (found?.kind !== 'constant') column.default = found
  return {
    row,
    column,
    resolved,
    constant:
      found?.kind === 'constant'
        ? { column, sql: found.sql, native: row.native, base: resolved.base }
        : null,
    checks: resolved.checks.map((check) => ({
      name: check.name,
      sql: ofColumn(conditionOf(check.sql), row.name),
    })),
  }
}

/** The condition between the parentheses of `CHECK (...)`, and what stands behind them is left out. */
export function conditionOf(sql: string): string {
  return sql.replace(/^CHECK \(/i, '').replace(/\)(?: NOT VALID| NO INHERIT| NOT ENFORCED)*$/, '')
}

/** The check of a domain as one of a column: `VALUE` is what it holds. */
function ofColumn(sql: string, name: string): string {
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\bVALUE\b/g, (part) =>
    part === 'VALUE' ? quotedName(name) : part,
  )
}
