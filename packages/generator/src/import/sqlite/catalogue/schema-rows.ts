import type { DatabaseSync } from 'node:sqlite'

/** A row of `pragma_table_list`, with its statement. */
export interface TableRow {
  name: string
  type: 'table' | 'view' | 'virtual' | 'shadow'
  withoutRowId: boolean
  sql: string
}

/** A row of `pragma_table_xinfo`. */
export interface ColumnRow {
  name: string
  declared: string
  required: boolean
  value: string | null
  /** The place in the primary key, from 1 on; 0 outside of it. */
  key: number
  /** 2 worked out when it is read, 3 when it is written; 1 hidden. */
  hidden: number
}

/** A row of `pragma_foreign_key_list`. */
export interface ReferenceRow {
  id: number
  table: string
  from: string
  to: string | null
  onDelete: string
}

/** A row of `pragma_index_list`. */
export interface IndexRow {
  name: string
  unique: boolean
  /** `c` by a statement, `u` by a UNIQUE, `pk` by a PRIMARY KEY. */
  origin: 'c' | 'u' | 'pk'
  partial: boolean
}

/** A row of `pragma_index_xinfo`; `name` is `null` for an expression. */
export interface IndexColumnRow {
  name: string | null
  descending: boolean
  collation: string
}

/** Asks a database for what it knows of itself. */
export interface SchemaRows {
  tables(): TableRow[]
  columns(table: string): ColumnRow[]
  references(table: string): ReferenceRow[]
  indexes(table: string): IndexRow[]
  indexColumns(index: string): IndexColumnRow[]
  /** The statement of an index or trigger; `null` for what stands in a `create table`. */
  statement(type: 'index', name: string): string | null
  triggers(): { name: string; table: string; sql: string }[]
}

type Row = { [column: string]: unknown }

/** What a database knows of itself, read from its pragmas. */
export function schemaRows(db: DatabaseSync): SchemaRows {
  const all = (sql: string, ...values: string[]): Row[] => db.prepare(sql).all(...values)
  return {
    tables: () =>
      all(`select l.name, l.type, l.wr, s.sql from pragma_table_list l join sqlite_schema s on s.name = l.name
        and s.type in ('table', 'view') where l.schema = 'main' and l.name not like 'sqlite\\_%' escape '\\'
        order by s.rowid`).map((row) => ({
        name: String(row.name),
        type: row.type as TableRow['type'],
        withoutRowId: row.wr === 1,
        sql: String(row.sql),
      })),
    columns: (table) =>
      all('select * from pragma_table_xinfo(?) order by cid', table).map(readColumn),
    references: (table) =>
      all('select * from pragma_foreign_key_list(?) order by id desc, seq', table).map((row) => ({
        id: Number(row.id),
        table: String(row.table),
        from: String(row.from),
        to: row.to === null ? null : String(row.to),
        onDelete: String(row.on_delete),
      })),
    indexes: (table) =>
      all('select * from pragma_index_list(?) order by seq desc', table).map((row) => ({
        name: String(row.name),
        unique: row.unique === 1,
        origin: row.origin as IndexRow['origin'],
        partial: row.partial === 1,
      })),
    indexColumns: (index) =>
      all('select * from pragma_index_xinfo(?) where key = 1 order by seqno', index).map((row) => ({
        name: row.name === null ? null : String(row.name),
        descending: row.desc === 1,
        collation: String(row.coll).toUpperCase(),
      })),
    statement(type, name) {
      const [row] = all('select sql from sqlite_schema where type = ? and name = ?', type, name)
      return typeof row?.sql === 'string' ? row.sql : null
    },
    triggers: () =>
      all(
        `select name, tbl_name, sql from sqlite_schema where type = 'trigger' order by rowid`,
      ).map((row) => ({
        name: String(row.name),
        table: String(row.tbl_name),
        sql: String(row.sql),
      })),
  }
}

function readColumn(row: Row): ColumnRow {
  return {
    name: String(row.name),
    declared: String(row.type).replace(/\s*generated always\s*$/i, ''),
    required: row.notnull === 1,
    value: typeof row.dflt_value === 'string' ? row.dflt_value : null,
    key: Number(row.pk),
    hidden: Number(row.hidden),
  }
}
