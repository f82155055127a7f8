/** A table, view or the like of `pg_class`. */
export interface ClassRow {
  oid: number
  schema: string
  name: string
  /** `r` table, `p` partitioned, `v` view, `m` materialised view, `f` foreign table. */
  kind: 'r' | 'p' | 'v' | 'm' | 'f'
  doc: string | null
  definition: string | null
  secured: boolean
  /** Names of the tables it inherits from; of the server it really stands on. */
  parents: string[] | null
  server: string | null
  /** Its rows stand in tables that TimescaleDB keeps for it. */
  chunked: boolean
}

/** A column of `pg_attribute`. */
export interface ColumnRow {
  table: number
  number: number
  name: string
  native: string
  type: number
  modifier: number
  required: boolean
  identity: string
  generated: string
  value: string | null
  doc: string | null
}

/** A type of `pg_type`. */
export interface TypeRow {
  oid: number
  schema: string
  name: string
  /** `b` base, `d` domain, `e` enum, `c` composite, `r` range, `m` multirange. */
  kind: string
  base: number
  modifier: number
  element: number
  required: boolean
  value: string | null
  labels: string[] | null
  native: string
}

/** A CHECK of a domain. */
export interface DomainCheckRow {
  type: number
  name: string
  sql: string
}

/** A constraint of `pg_constraint`. */
export interface ConstraintRow {
  table: number
  name: string
  kind: 'p' | 'u' | 'f' | 'c' | 'x'
  columns: number[] | null
  target: number
  targetColumns: number[] | null
  onDelete: string
  sql: string
  expression: string | null
}

/** An index of `pg_index` that stands for no constraint. */
export interface IndexRow {
  table: number
  name: string
  unique: boolean
  valid: boolean
  method: string
  columns: { number: number; text: string; options: number }[]
  where: string | null
  sql: string
}
