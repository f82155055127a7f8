import { quoted } from '../../plan/index.ts'
import type { CatalogueColumn, CatalogueTable } from '../catalogue.ts'
import type { Difference, TableDrift } from '../compare-catalogues.ts'
import { asideName, keepAside } from '../kept-aside.ts'

/** The statements that bring one table back to what it should be. Nothing is lost: what goes is kept aside. */
export function sqliteWayBack(
  { table, found, wanted, differences }: TableDrift,
  at: Date,
): string[] {
  if (!wanted) {
    return [`ALTER TABLE ${quoted(table)} RENAME TO ${quoted(asideName([table], at))}`]
  }
  if (!found) return createAll(wanted)
  const extra = differences.filter(({ kind, thing }) => kind === 'extra' && thing === 'column')
  const aside = extra.map(({ name }) => keepAside(found, name ?? '', at))
  return differences.every((difference) => isNative(difference, wanted))
    ? [...aside, ...alterInPlace(differences, wanted)]
    : rebuild(found, wanted, aside)
}

function createAll({ sql, indexes, triggers }: CatalogueTable): string[] {
  return [sql ?? '', ...indexes.map((one) => one.sql), ...triggers.map((one) => one.sql)]
}

/** What every SQLite can do where the table stands. */
function isNative({ kind, thing, name }: Difference, wanted: CatalogueTable): boolean {
  if (thing === 'index' || thing === 'trigger') return true
  if (thing !== 'column') return false
  if (kind === 'extra') return true
  const column = wanted.columns.find((one) => one.name === name)
  const isLinked = wanted.constraints.some(({ definition }) =>
    tokens(definition).includes(`${name}`),
  )
  return column !== undefined && isPlain(column) && !isLinked
}

function isPlain({ nullable, default: value, generated }: CatalogueColumn): boolean {
  return generated === null && (nullable || value !== null)
}

function tokens(definition: string): string[] {
  return definition.replaceAll('"', '').split(' ')
}

function alterInPlace(differences: readonly Difference[], wanted: CatalogueTable): string[] {
  const objects = differences.filter(({ thing }) => thing === 'index' || thing === 'trigger')
  const columns = differences.filter(({ thing }) => thing === 'column')
  const alter = `ALTER TABLE ${quoted(wanted.name)}`
  return [
    ...objects
      .filter(({ kind }) => kind !== 'missing')
      .map(({ thing, name }) => `DROP ${thing.toUpperCase()} ${quoted(name ?? '')}`),
    ...columns.map(({ kind, name }) =>
      kind === 'extra'
        ? `${alter} DROP COLUMN ${quoted(name ?? '')}`
        : `${alter} ADD COLUMN ${definitionOf(wanted, name ?? '')}`,
    ),
    ...objects
      .filter(({ kind }) => kind !== 'extra')
      .map(({ thing, name }) => statementOf(wanted, thing, name)),
  ]
}

function definitionOf(wanted: CatalogueTable, name: string): string {
  const column = wanted.columns.find((one) => one.name === name)
  if (!column) return quoted(name)
  const parts = [quoted(name), column.type.toUpperCase(), column.nullable ? '' : 'NOT NULL']
  if (column.default !== null) parts.push(`DEFAULT ${column.default}`)
  return parts.filter((part) => part !== '').join(' ')
}

function statementOf(wanted: CatalogueTable, thing: string, name: string | null): string {
  const list = thing === 'index' ? wanted.indexes : wanted.triggers
  return list.find((one) => one.name === name)?.sql ?? ''
}

/** The table written anew: foreign keys are off meanwhile, or the rows that point at it would go with the old one. */
function rebuild(
  found: CatalogueTable,
  wanted: CatalogueTable,
  aside: readonly string[],
): string[] {
  const fresh = quoted(`_cambium_new_${wanted.name}`)
  const columns = wanted.columns.filter(({ generated }) => generated !== 'generated')
  const values = columns.map((column) => carried(column, found))
  return [
    'PRAGMA foreign_keys = OFF',
    'BEGIN IMMEDIATE',
    ...aside,
    (wanted.sql ?? '').replace(/^(create\s+table\s+)(?:"(?:[^"]|"")*"|\w+)/i, `$1${fresh}`),
    `INSERT INTO ${fresh} (${columns.map(({ name }) => quoted(name)).join(', ')}) SELECT ${values.join(', ')} FROM ${quoted(found.name)}`,
    `DROP TABLE ${quoted(found.name)}`,
    `ALTER TABLE ${fresh} RENAME TO ${quoted(wanted.name)}`,
    ...wanted.indexes.map(({ sql }) => sql),
    ...wanted.triggers.map(({ sql }) => sql),
    'PRAGMA foreign_key_check',
    'COMMIT',
    'PRAGMA foreign_keys = ON',
  ]
}

/** A row without a value for a column that must have one stops the statement: only a person knows it. */
function carried(column: CatalogueColumn, found: CatalogueTable): string {
  const name = quoted(column.name)
  const was = found.columns.find((one) => one.name === column.name)
  if (!was) return column.default ?? 'NULL'
  const value = was.type === column.type ? name : `CAST(${name} AS ${column.type.toUpperCase()})`
  return was.nullable && !column.nullable && column.default !== null
    ? `coalesce(${value}, ${column.default})`
    : value
}
