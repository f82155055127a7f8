import { DatabaseSync } from 'node:sqlite'
import type { EntityIR, FieldIR, ValueType } from '@cambium/model/ir'
import { PGlite } from '@electric-sql/pglite'
import type { SqlDialect } from '../../sql/index.ts'
import type { RandomData } from '../model/index.ts'

/** A database with the random data in it. */
export interface Engine {
  dialect: SqlDialect
  /** Rows as arrays, in the order of the select list. Values are bound to `?1` or `$1`. */
  query(text: string, values: readonly unknown[]): Promise<unknown[][]>
  close(): Promise<void>
}

const sqliteTypes: Readonly<Record<ValueType, string>> = {
  string: 'text',
  integer: 'integer',
  number: 'real',
  decimal: 'integer',
  bigint: 'integer',
  boolean: 'integer',
  date: 'text',
  instant: 'text',
  json: 'text',
}

const postgresTypes: Readonly<Record<ValueType, string>> = {
  string: 'text collate "C"',
  integer: 'bigint',
  number: 'double precision',
  decimal: 'numeric(12, 2)',
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamptz',
  json: 'jsonb',
}

/** SQLite in memory, with strict tables. */
export async function openSqliteEngine(
  entities: readonly EntityIR[],
  data: RandomData,
): Promise<Engine> {
  const database = new DatabaseSync(':memory:')
  const engine: Engine = {
    dialect: 'sqlite',
    async query(text, values) {
      const statement = database.prepare(text)
      statement.setReturnArrays(true)
      const rows: unknown = statement.all(...values.map(sqliteValue))
      return Array.isArray(rows) ? rows : []
    },
    async close() {
      database.close()
    },
  }
  await fill(engine, { entities, data, types: sqliteTypes, suffix: ' strict' })
  return engine
}

/** PostgreSQL in the process. */
export async function openPostgresEngine(
  entities: readonly EntityIR[],
  data: RandomData,
): Promise<Engine> {
  const database = await PGlite.create()
  const engine: Engine = {
    dialect: 'postgres',
    async query(text, values) {
      const { rows } = await database.query<unknown[]>(text, [...values], { rowMode: 'array' })
      return rows
    },
    close: () => database.close(),
  }
  await fill(engine, { entities, data, types: postgresTypes, suffix: '' })
  return engine
}

function sqliteValue(value: unknown): string | number | bigint | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value === null) return null
  throw new Error(`nothing binds ${typeof value}`)
}

interface Filling {
  entities: readonly EntityIR[]
  data: RandomData
  types: Readonly<Record<ValueType, string>>
  suffix: string
}

async function fill(engine: Engine, { entities, data, types, suffix }: Filling): Promise<void> {
  for (const entity of entities) {
    const stored = entity.fields.filter((field) => field.column !== null)
    const columns = stored.map((field) => `"${field.column}" ${types[field.value]}`)
    await engine.query(`create table "${entity.table}" (${columns.join(', ')})${suffix}`, [])
    for (const row of data.rows.get(entity.name) ?? []) {
      const values = stored.map((field) =>
        storedValue(engine.dialect, field, row[field.name] ?? null),
      )
      await insert(
        engine,
        entity.table,
        stored.map((field) => field.column ?? ''),
        values,
      )
    }
  }
  for (const entity of entities) {
    for (const link of entity.manyToMany.filter(({ through }) => through === null)) {
      const idType = (name: string): string =>
        types[
          entities.find((one) => one.name === name)?.key.kind === 'serial' ? 'integer' : 'string'
        ]
      const columns = [
        `"${link.sourceColumn}" ${idType(entity.name)}`,
        `"${link.targetColumn}" ${idType(link.target)}`,
      ]
      await engine.query(`create table "${link.table}" (${columns.join(', ')})${suffix}`, [])
      for (const pair of data.links.get(link.table) ?? []) {
        await insert(engine, link.table, [link.sourceColumn, link.targetColumn], pair)
      }
    }
  }
}

async function insert(
  engine: Engine,
  table: string,
  columns: readonly string[],
  ...rest: [values: readonly unknown[]]
): Promise<void> {
  const sign = engine.dialect === 'sqlite' ? '?' : '$'
  const places = columns.map((_, index) => `${sign}${index + 1}`)
  const names = columns.map((column) => `"${column}"`)
  await engine.query(
    `insert into "${table}" (${names.join(', ')}) values (${places.join(', ')})`,
    rest[0],
  )
}

/** SQLite holds decimals as whole numbers of their last digit. */
function storedValue(dialect: SqlDialect, field: FieldIR, value: unknown): unknown {
  if (dialect !== 'sqlite' || typeof value !== 'string') return value
  if (field.value === 'decimal') return BigInt(value.replace('.', ''))
  return field.value === 'bigint' ? BigInt(value) : value
}
