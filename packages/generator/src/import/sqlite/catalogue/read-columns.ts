import type { DatabaseSync } from 'node:sqlite'
import type { SourceColumn } from '../../source/index.ts'
import type { TableStatement } from '../statement/index.ts'
import { type ColumnLook, type DecidedType, decideType, readDeclaredType } from '../values/index.ts'
import { defaultOf, isNow } from './default-of.ts'
import type { ColumnRow } from './schema-rows.ts'

/** A column with what the reader of rows has to know beside it. */
export interface ReadColumn {
  row: ColumnRow
  look: ColumnLook
  decided: DecidedType
  column: SourceColumn
}

/** A column of a table, what was seen of its values, and what the statement of its table says. */
export interface ColumnParts {
  row: ColumnRow
  look: ColumnLook
  statement: TableStatement
  isCounted: boolean
  isKey: boolean
}

/** What a column is taken for. */
export function readColumn(db: DatabaseSync, parts: ColumnParts): ReadColumn {
  const { row, look, statement, isCounted, isKey } = parts
  const decided = decideType(readDeclaredType(row.declared), look, {
    name: row.name,
    isJson: statement.checks.some(({ sql }) => isJsonCheck(sql, row.name)),
    isNow: isNow(row.value),
  })
  const isGenerated = row.hidden === 2 || row.hidden === 3
  const expression = statement.generated.get(row.name.toLowerCase()) ?? ''
  const column: SourceColumn = {
    name: row.name,
    field: null,
    type: decided.type,
    native: row.declared === '' ? 'any' : row.declared,
    nullable: decided.blankIsNull || !(row.required || isKey),
    default: isCounted ? { kind: 'counter' } : defaultOf(db, row.value, decided),
    generated: isGenerated ? { stored: row.hidden === 3, sql: expression } : null,
    doc: null,
    isUpdateTime: false,
  }
  return { row, look, decided, column }
}

/** Whether a check says of a column that its texts are JSON. */
export function isJsonCheck(sql: string, name: string): boolean {
  const asked = /\bjson_valid\s*\(\s*["`[]?([^"`\])]+)["`\]]?\s*\)/i.exec(sql)?.[1]
  return asked?.toLowerCase() === name.toLowerCase()
}
