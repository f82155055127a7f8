import type { DatabaseSync } from 'node:sqlite'
import { quoted } from '../../plan/index.ts'
import type {
  Catalogue,
  CatalogueColumn,
  CatalogueConstraint,
  CatalogueObject,
  CatalogueTable,
} from '../catalogue.ts'
import { normaliseSql, tokensOf } from '../normalise-sql.ts'
import { checksOf } from './checks-of.ts'

type Row = { [column: string]: unknown }
type Query = (text: string, ...values: string[]) => Row[]

/** Everything a SQLite database knows of its tables. */
export function readSqliteCatalogue(db: DatabaseSync): Catalogue {
  const all: Query = (text, ...values) => db.prepare(text).all(...values)
  const tables = all(
    `select l.name, l.type, l.strict, l.wr, s.sql from pragma_table_list l
     join sqlite_schema s on s.type = 'table' and s.name = l.name
     where l.schema = 'main' and l.type in ('table', 'virtual') and l.name not glob 'sqlite_*' order by l.name`,
  )
  return { dialect: 'sqlite', tables: tables.map((row) => readTable(all, row)) }
}

function readTable(all: Query, row: Row): CatalogueTable {
  const name = String(row.name)
  const sql = String(row.sql)
  if (row.type === 'virtual') {
    const options = normaliseSql(sql)
    return { name, options, columns: [], constraints: [], indexes: [], triggers: [], sql }
  }
  const counts = tokensOf(sql).includes('autoincrement')
  const options = [row.strict === 1 && 'strict', row.wr === 1 && 'without rowid']
  return {
    name,
    options: options.filter((option) => option !== false).join(', '),
    columns: readColumns(all, name, counts),
    constraints: [
      ...primaryKey(all, name),
      ...foreignKeys(all, name),
      ...uniques(all, name),
      ...checksOf(sql).map(({ name: check, condition }): CatalogueConstraint => {
        const text = `check ${condition}`
        return { kind: 'check', name: check, definition: text, sql: text }
      }),
    ],
    indexes: readObjects(all, 'index', name),
    triggers: readObjects(all, 'trigger', name),
    sql,
  }
}

function readColumns(all: Query, table: string, counts: boolean): CatalogueColumn[] {
  return all('select * from pragma_table_xinfo(?)', table).map((row) => {
    const isKey = row.pk === 1 && counts
    const isGenerated = row.hidden === 2 || row.hidden === 3
    return {
      name: String(row.name),
      type: String(row.type).toLowerCase(),
      nullable: row.notnull === 0,
      default: typeof row.dflt_value === 'string' ? normaliseSql(row.dflt_value) : null,
      generated: isGenerated ? 'generated' : isKey ? 'autoincrement' : null,
    }
  })
}

function primaryKey(all: Query, table: string): CatalogueConstraint[] {
  const rows = all('select name from pragma_table_info(?) where pk > 0 order by pk', table)
  if (rows.length === 0) return []
  return [constraint('primary key', `primary key ${listOf(rows.map((row) => row.name))}`)]
}

function foreignKeys(all: Query, table: string): CatalogueConstraint[] {
  const rows = all('select * from pragma_foreign_key_list(?) order by id, seq', table)
  const byId = Map.groupBy(rows, (row) => row.id)
  return [...byId.values()].map((columns) => {
    const [first = {}] = columns
    const rules = [
      first.on_update !== 'NO ACTION' && `on update ${first.on_update}`,
      first.on_delete !== 'NO ACTION' && `on delete ${first.on_delete}`,
    ].filter((rule) => rule !== false)
    const target = `references ${quoted(String(first.table))} ${listOf(columns.map((row) => row.to ?? 'id'))}`
    const text = ['foreign key', listOf(columns.map((row) => row.from)), target, ...rules]
    return constraint('foreign key', text.join(' '))
  })
}

/** Those of the table itself: an index somebody made stands among the indexes. */
function uniques(all: Query, table: string): CatalogueConstraint[] {
  const indexes = all(`select name from pragma_index_list(?) where origin = 'u'`, table)
  return indexes.map((index) => {
    const columns = all('select name from pragma_index_info(?) order by seqno', String(index.name))
    return constraint('unique constraint', `unique ${listOf(columns.map((row) => row.name))}`)
  })
}

function readObjects(all: Query, type: string, table: string): CatalogueObject[] {
  const rows = all(
    'select name, sql from sqlite_schema where type = ? and tbl_name = ? and sql is not null order by name',
    type,
    table,
  )
  return rows.map((row) => ({
    name: String(row.name),
    definition: normaliseSql(String(row.sql)),
    sql: String(row.sql),
  }))
}

function constraint(kind: CatalogueConstraint['kind'], sql: string): CatalogueConstraint {
  return { kind, name: '', definition: normaliseSql(sql), sql }
}

function listOf(names: readonly unknown[]): string {
  return `(${names.map((name) => quoted(String(name))).join(', ')})`
}
