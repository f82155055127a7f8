import type { SourceColumn, SourceSchema, SourceTable } from '../import/source/index.ts'

/** Whether a column of a view is never empty and never has a value twice. */
export type TellsApart = (view: SourceTable, column: SourceColumn) => Promise<boolean>

const maxTried = 6

/**
 * The schema with a key for each view, found by looking at its rows: a record needs an id. A view whose rows no column
 * tells apart is left behind.
 */
export async function withViewKeys(
  schema: SourceSchema,
  tellsApart: TellsApart,
): Promise<SourceSchema> {
  const tables: SourceTable[] = []
  const left = [...schema.left]
  for (const table of schema.tables) {
    const key = table.kind === 'view' && table.primaryKey.length === 0
    if (!key) {
      tables.push(table)
      continue
    }
    const column = await keyOf(table, tellsApart).catch((error: Error) => error)
    if (column instanceof Error) {
      left.push({
        what: `view ${table.name}`,
        reason: `its rows could not be looked at: ${column.message}`,
        suggestion: 'Mend or refresh it, and import again',
      })
    } else if (column) tables.push({ ...table, primaryKey: [column.name] })
    else {
      left.push({
        what: `view ${table.name}`,
        reason: 'none of its columns tells its rows apart, so that its records would have no id',
        suggestion:
          'Give it a column that is different in every row, or ask for its rows in a function',
      })
    }
  }
  return { ...schema, tables, left }
}

async function keyOf(view: SourceTable, tellsApart: TellsApart): Promise<SourceColumn | null> {
  const candidates = view.columns
    .filter(({ type }) => ['text', 'uuid', 'integer'].includes(type.kind))
    .sort((a, b) => likelihood(b, view) - likelihood(a, view))
  for (const column of candidates.slice(0, maxTried)) {
    if (await tellsApart(view, column)) return column
  }
  return null
}

function likelihood({ name, type }: SourceColumn, { columns }: SourceTable): number {
  const isId = /(?:^|_)(?:id|uuid|key|code)$|Id$|ID$/.test(name)
  const isFirst = columns[0]?.name === name
  return (isId ? 4 : 0) + (isFirst ? 2 : 0) + (type.kind === 'text' ? 0 : 1)
}
