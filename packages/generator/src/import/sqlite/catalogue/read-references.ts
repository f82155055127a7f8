import type { LeftBehind, SourceForeignKey } from '../../source/index.ts'
import type { ReferenceRow, SchemaRows, TableRow } from './schema-rows.ts'

/** The relations of a table, and those that lead nowhere. */
export interface ReadReferences {
  foreignKeys: SourceForeignKey[]
  left: LeftBehind[]
}

const onDelete: { readonly [words: string]: SourceForeignKey['onDelete'] } = {
  CASCADE: 'cascade',
  RESTRICT: 'restrict',
  'SET NULL': 'setNull',
  'SET DEFAULT': 'setDefault',
  'NO ACTION': 'noAction',
}

/** Reads the relations of a table. SQLite takes names in letters of any size, and tables that are not there. */
export function readReferences(
  rows: SchemaRows,
  table: string,
  tables: readonly TableRow[],
): ReadReferences {
  const found: ReadReferences = { foreignKeys: [], left: [] }
  for (const parts of Map.groupBy(rows.references(table), ({ id }) => id).values()) {
    const [first] = parts
    if (!first) continue
    const target = tables.find(({ name, type }) => type === 'table' && isSame(name, first.table))
    const key = target ? readKey(rows, { table, target: target.name, parts }) : null
    if (key) found.foreignKeys.push(key)
    else found.left.push(dangling(table, parts))
  }
  return found
}

function readKey(
  rows: SchemaRows,
  { table, target, parts }: { table: string; target: string; parts: readonly ReferenceRow[] },
): SourceForeignKey | null {
  const columns = rows.columns(target)
  const keys = columns.filter(({ key }) => key > 0).sort((one, other) => one.key - other.key)
  const targets = parts.flatMap(({ to }, at) =>
    to === null
      ? (keys[at]?.name ?? [])
      : (columns.find(({ name }) => isSame(name, to))?.name ?? []),
  )
  const own = rows.columns(table)
  const names = parts.flatMap(({ from }) => own.find(({ name }) => isSame(name, from))?.name ?? [])
  if (targets.length !== parts.length || names.length !== parts.length) return null
  return {
    name: null,
    columns: names,
    target: { schema: null, name: target },
    targetColumns: targets,
    onDelete: onDelete[parts[0]?.onDelete ?? ''] ?? 'noAction',
    relation: null,
    inverse: null,
  }
}

function dangling(table: string, parts: readonly ReferenceRow[]): LeftBehind {
  const names = parts.map(({ from }) => from).join(', ')
  return {
    what: `table ${table}, foreign key (${names})`,
    reason: `it points at ${parts[0]?.table}, where there is no such table or column`,
    suggestion: 'The column comes as a plain field; remove it where it means nothing any more',
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
