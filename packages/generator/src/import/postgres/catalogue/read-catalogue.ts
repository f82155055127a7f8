import type { LeftBehind, SourceNote } from '../../source/index.ts'
import { askOf, type PostgresConnection } from '../postgres-connection.ts'
import {
  classQuery,
  columnQuery,
  constraintQuery,
  domainCheckQuery,
  indexQuery,
  partitionReferenceQuery,
  typeQuery,
} from './catalogue-queries.ts'
import type {
  ClassRow,
  ColumnRow,
  ConstraintRow,
  DomainCheckRow,
  IndexRow,
  TypeRow,
} from './catalogue-rows.ts'
import { constraintsLeft, indexLeft, tableNotes } from './constraint-left.ts'
import { triggerQuery } from './left-queries.ts'
import { lookAtValues } from './look-at-values.ts'
import { readColumn } from './read-columns.ts'
import type { Names } from './read-constraints.ts'
import { readLeft } from './read-left.ts'
import { type ReadTable, readTable } from './read-tables.ts'
import { type TriggerRow, updateTimeOf } from './trigger-left.ts'
import { typeLookup } from './type-of.ts'
import { workOutDefaults } from './worked-out-defaults.ts'

/** What a database has, and what of it has no place in a model. */
export interface Catalogue {
  tables: ReadTable[]
  left: LeftBehind[]
  /** What comes in another form than a person may expect. */
  notes: SourceNote[]
}

/** Everything the catalogue tells of the schemas; of all but the server's own where none is named. */
export async function readCatalogue(
  connection: PostgresConnection,
  schemas: readonly string[],
): Promise<Catalogue> {
  const ask = askOf(connection)
  const all = await ask<ClassRow>(classQuery(schemas))
  const rows = all.filter(({ name }) => !name.startsWith('cambium_'))
  const byOid = new Map(rows.map((row) => [row.oid, row]))
  const tables = rows.length === 0 ? '0' : rows.map(({ oid }) => oid).join(', ')
  const columns = await readColumns(connection, tables)
  const constraints = [
    ...(await ask<ConstraintRow>(constraintQuery(tables))),
    ...(await ask<ConstraintRow>(partitionReferenceQuery(tables))),
  ]
  const indexes = await ask<IndexRow>(indexQuery(tables))
  const triggers = await ask<TriggerRow>(triggerQuery(tables))
  const names: Names = {
    column: (table, number) =>
      columns.get(table)?.find(({ row }) => row.number === number)?.column.name ?? '',
    table: (oid) => byOid.get(oid),
  }
  const ofTable = <Row extends { table: number }>(list: readonly Row[], oid: number): Row[] =>
    list.filter(({ table }) => table === oid)
  const read = rows.map((row) => {
    const parts = {
      columns: columns.get(row.oid) ?? [],
      constraints: ofTable(constraints, row.oid),
      indexes: ofTable(indexes, row.oid),
    }
    return {
      table: markUpdateTimes(readTable(row, parts, names), ofTable(triggers, row.oid)),
      left: [
        ...constraintsLeft(row, parts.constraints, (oid) => byOid.has(oid)),
        ...parts.indexes.flatMap((index) => indexLeft(row, index)),
      ],
    }
  })
  const found = read.map(({ table }) => table)
  return {
    tables: found,
    notes: [...rows.flatMap(tableNotes), ...(await lookAtValues(connection, found))],
    left: [
      ...read.flatMap(({ left }) => left),
      ...(await readLeft({ ask, tables, schemas, triggers, table: names.table })),
    ],
  }
}

async function readColumns(
  connection: PostgresConnection,
  tables: string,
): Promise<Map<number, ReturnType<typeof readColumn>[]>> {
  const ask = askOf(connection)
  const types = await ask<TypeRow>(typeQuery)
  const checks = await ask<DomainCheckRow>(domainCheckQuery)
  const lookup = typeLookup(types, checks)
  const rows = await ask<ColumnRow>(columnQuery(tables))
  const columns = rows.map((row) => readColumn(row, lookup))
  await workOutDefaults(
    connection,
    columns.flatMap(({ constant }) => constant ?? []),
  )
  return Map.groupBy(columns, ({ row }) => row.table)
}

function markUpdateTimes(table: ReadTable, triggers: readonly TriggerRow[]): ReadTable {
  const names = triggers.map(updateTimeOf)
  for (const { column } of table.columns) {
    if (names.includes(column.name)) column.isUpdateTime = true
  }
  return table
}
