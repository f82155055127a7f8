import { tableWords } from '../../postgres/catalogue/index.ts'
import type { LeftBehind, SourceTable } from '../../source/index.ts'
import { type Catalogue, findTable, type TableDraft } from './catalogue.ts'
import { liftRelations } from './lift-relations.ts'

/** What was read of a file in the end. */
export interface FinishedCatalogue {
  tables: TableDraft[]
  left: LeftBehind[]
}

/** The tables, without partitions and without relations that point at nothing, and what is left behind. */
export function finishCatalogue(
  catalogue: Catalogue,
  schemas: readonly string[],
): FinishedCatalogue {
  const drafts = [...catalogue.tables.values()].filter(
    ({ table, partitionOf }) =>
      partitionOf === null && (schemas.length === 0 || schemas.includes(table.schema ?? '')),
  )
  for (const draft of drafts) liftRelations(draft, [...catalogue.tables.values()])
  const left: LeftBehind[] = []
  const named = (target: SourceTable['foreignKeys'][number]['target']): TableDraft | undefined =>
    drafts.find(({ table }) => table.name === target.name && table.schema === target.schema) ??
    drafts.find(
      ({ table }) =>
        table.name === target.name &&
        findTable(catalogue, { relname: target.name })?.table === table,
    )
  for (const draft of drafts) left.push(...finishTable(draft, named), ...tableLeft(draft))
  for (const [key, { name }] of [...catalogue.sequences]) {
    if (catalogue.asked.has(name)) catalogue.sequences.delete(key)
  }
  const tables = drafts.filter(({ table }) => table.kind === 'view' || table.columns.length > 0)
  const empty = drafts.filter((draft) => !tables.includes(draft))
  left.push(
    ...empty.map(({ table }) => ({
      what: tableWords(table),
      reason: 'it has no columns',
      suggestion: 'Nothing is to be done',
    })),
  )
  return { tables, left: [...catalogue.left.all(catalogue.sequences.values()), ...left] }
}

function finishTable(
  { table }: TableDraft,
  named: (target: SourceTable['foreignKeys'][number]['target']) => TableDraft | undefined,
): LeftBehind[] {
  const left: LeftBehind[] = []
  table.foreignKeys = table.foreignKeys.filter((key) => {
    const found = named(key.target)?.table
    if (found === undefined) {
      left.push({
        what: `${tableWords(table)}, constraint ${key.name ?? key.columns.join(', ')}`,
        reason: `it points at ${tableWords(key.target)}, which is not read`,
        suggestion:
          'Import its file or schema too (--schema); otherwise the column comes as a plain field',
      })
      return false
    }
    key.target = { schema: found.schema, name: found.name }
    if (key.targetColumns.length === 0) key.targetColumns = [...found.primaryKey]
    return key.targetColumns.length === key.columns.length
  })
  for (const column of table.columns)
    if (table.primaryKey.includes(column.name)) column.nullable = false
  return left
}

function tableLeft(draft: TableDraft): LeftBehind[] {
  const { table, isPartitioned, parents } = draft
  const what = tableWords(table)
  if (isPartitioned) {
    return [
      {
        what,
        reason: 'its partitions come as one table',
        suggestion: 'Nothing is to be done: the rows of all of them come',
      },
    ]
  }
  if (parents.length === 0) return []
  return [
    {
      what,
      reason: `it inherits from ${parents.join(', ')}; here it is an entity of its own, with all of its columns`,
      suggestion: 'Its rows come to its own entity only: list both where both are meant',
    },
  ]
}
