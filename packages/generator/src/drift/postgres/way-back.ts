import { quoted } from '../../plan/index.ts'
import type { CatalogueColumn, CatalogueTable } from '../catalogue.ts'
import type { Difference, TableDrift } from '../compare-catalogues.ts'
import { asideName, keepAside } from '../kept-aside.ts'

/** The statements that bring one table back to what it should be. Nothing is lost: what goes is kept aside. */
export function postgresWayBack(
  { table, found, wanted, differences }: TableDrift,
  at: Date,
): string[] {
  const alter = `ALTER TABLE ${quoted(table)}`
  if (!wanted) return [`${alter} RENAME TO ${quoted(asideName([table], at))}`]
  if (!found) return createAll(wanted)
  return [
    ...differences.flatMap((one) => dropObject(alter, one)),
    ...differences.flatMap((one) => {
      return one.thing === 'column' && one.kind === 'extra'
        ? [keepAside(found, one.name ?? '', at), `${alter} DROP COLUMN ${quoted(one.name ?? '')}`]
        : []
    }),
    ...differences.flatMap((one) => columnStatements(alter, one, wanted)),
    ...differences.flatMap((one) => addObject(alter, one, wanted)),
  ]
}

function createAll(table: CatalogueTable): string[] {
  const alter = `ALTER TABLE ${quoted(table.name)}`
  const columns = table.columns.map((column) => `  ${definitionOf(column)}`)
  return [
    `CREATE TABLE ${quoted(table.name)} (\n${columns.join(',\n')}\n)`,
    ...table.constraints.map(({ name, sql }) => `${alter} ADD CONSTRAINT ${quoted(name)} ${sql}`),
    ...table.indexes.map(({ sql }) => sql),
    ...table.triggers.map(({ sql }) => sql),
  ]
}

function definitionOf({
  name,
  type,
  nullable,
  default: value,
  generated,
}: CatalogueColumn): string {
  const isIdentity = generated?.endsWith('as identity') ?? false
  return [
    quoted(name),
    typeOf(type),
    nullable ? '' : 'NOT NULL',
    value === null ? '' : `DEFAULT ${value}`,
    isIdentity ? (generated ?? '').toUpperCase() : '',
    generated !== null && !isIdentity ? `GENERATED ALWAYS AS (${generated}) STORED` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function typeOf(type: string): string {
  return type.replace(/ collate (.*)$/, (_, name: string) => ` COLLATE ${quoted(name)}`)
}

const objects: ReadonlySet<string> = new Set(['index', 'trigger'])
const columns: ReadonlySet<string> = new Set(['type', 'nullability', 'default', 'generated'])
const isConstraint = (thing: string): boolean =>
  !objects.has(thing) && !columns.has(thing) && thing !== 'column' && thing !== 'options'

function dropObject(alter: string, { kind, thing, name, table }: Difference): string[] {
  if (kind === 'missing') return []
  if (thing === 'index') return [`DROP INDEX ${quoted(name ?? '')}`]
  if (thing === 'trigger') return [`DROP TRIGGER ${quoted(name ?? '')} ON ${quoted(table)}`]
  return isConstraint(thing) ? [`${alter} DROP CONSTRAINT ${quoted(name ?? '')}`] : []
}

function addObject(alter: string, { kind, thing, name }: Difference, to: CatalogueTable): string[] {
  if (kind === 'extra') return []
  if (objects.has(thing)) {
    const list = thing === 'index' ? to.indexes : to.triggers
    return [list.find((one) => one.name === name)?.sql ?? '']
  }
  if (!isConstraint(thing)) return []
  const constraint = to.constraints.find((one) => one.name === name && one.kind === thing)
  return [`${alter} ADD CONSTRAINT ${quoted(name ?? '')} ${constraint?.sql ?? ''}`]
}

function columnStatements(
  alter: string,
  { kind, thing, name }: Difference,
  to: CatalogueTable,
): string[] {
  const column = to.columns.find((one) => one.name === name)
  if (!column || kind === 'extra') return []
  const at = `${alter} ALTER COLUMN ${quoted(column.name)}`
  switch (thing) {
    case 'column':
      return [`${alter} ADD COLUMN ${definitionOf(column)}`]
    case 'type':
      return [
        `${at} TYPE ${typeOf(column.type)} USING ${quoted(column.name)}::${withoutCollation(column.type)}`,
      ]
    case 'nullability':
      return [`${at} ${column.nullable ? 'DROP' : 'SET'} NOT NULL`]
    case 'default':
      return [
        column.default === null ? `${at} DROP DEFAULT` : `${at} SET DEFAULT ${column.default}`,
      ]
    case 'generated':
      return [
        `${alter} DROP COLUMN ${quoted(column.name)}`,
        `${alter} ADD COLUMN ${definitionOf(column)}`,
      ]
    default:
      return []
  }
}

function withoutCollation(type: string): string {
  return type.replace(/ collate .*$/, '')
}
