import type { FieldKind } from '@cambium/model/ir'
import { type CheckColumn, readExpression } from '../checks/index.ts'
import { tableWords } from '../postgres/catalogue/index.ts'
import type { LeftBehind, SourceColumn, SourceType } from '../source/index.ts'
import type { TableDraft } from './catalogue/index.ts'

/** Values that a database works out stand in no dump: those that no formula of the model gives are missing. */
export async function generatedLeft(tables: readonly TableDraft[]): Promise<LeftBehind[]> {
  const left: LeftBehind[] = []
  for (const { table } of tables) {
    const columns = table.columns.map(checkColumn)
    for (const { name, generated } of table.columns) {
      if (generated === null) continue
      if ((await readExpression(generated.sql, columns, 'postgres')) !== null) continue
      left.push({
        what: `${tableWords(table)}, column ${name}`,
        reason: `the database works it out (${generated.sql}), so the file has no values of it`,
        suggestion: 'Set it in a hook before create and update, or import the database itself',
      })
    }
  }
  return left
}

const kinds: Readonly<Partial<Record<SourceType['kind'], FieldKind>>> = {
  text: 'text',
  uuid: 'uuid',
  real: 'float',
  decimal: 'decimal',
  boolean: 'bool',
  date: 'date',
  time: 'time',
  instant: 'datetime',
  choice: 'choice',
}

function checkColumn({ name, type, nullable }: SourceColumn): CheckColumn {
  const whole = type.kind === 'integer' ? (type.bits === 64 ? 'bigint' : 'int') : undefined
  return {
    name,
    field: name.replaceAll(/\W/g, '_'),
    kind: whole ?? kinds[type.kind] ?? 'json',
    nullable,
    ...(type.kind === 'choice' && { values: type.values }),
  }
}
