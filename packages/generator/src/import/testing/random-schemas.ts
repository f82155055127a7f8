import fc from 'fast-check'
import type {
  SourceForeignKey,
  SourceIndex,
  SourceSchema,
  SourceTable,
  SourceType,
} from '../source/index.ts'
import { randomColumn, randomName } from './random-columns.ts'
import { sourceColumn, sourceReference, sourceSchema, sourceTable } from './source-parts.ts'

interface Draft {
  table: SourceTable
  keySize: number
  seeds: {
    target: number
    column: string
    fits: boolean
    inverse: string | null
    relation: string | null
  }[]
}

const onDelete = ['cascade', 'restrict', 'setNull', 'setDefault', 'noAction'] as const

const draft: fc.Arbitrary<Draft> = fc
  .record({
    name: randomName,
    schema: fc.constantFrom(null, null, 'public', 'sales', '2nd schema'),
    entity: fc.option(randomName, { freq: 4 }),
    columns: fc.uniqueArray(randomColumn, {
      selector: (one) => one.name,
      minLength: 1,
      maxLength: 7,
    }),
    keySize: fc.constantFrom(0, 1, 1, 1, 1, 2, 2, 3),
    doc: fc.option(fc.constantFrom('What a row is.', '*/')),
    isView: fc.nat({ max: 12 }).map((number) => number === 0),
    access: fc.nat({ max: 5 }),
    uniqueSize: fc.nat({ max: 2 }),
    indexes: fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 3 }),
        down: fc.boolean(),
        part: fc.boolean(),
        unique: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    seeds: fc.array(
      fc.record({
        target: fc.nat({ max: 7 }),
        column: randomName,
        fits: fc.nat({ max: 5 }).map((number) => number > 0),
        inverse: fc.option(randomName, { freq: 5 }),
        relation: fc.option(randomName, { freq: 5 }),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ columns, seeds, keySize, isView, uniqueSize, indexes, access, ...rest }) => {
    const names = columns.map((one) => one.name)
    const table = sourceTable(rest.name, columns, {
      schema: rest.schema,
      entity: rest.entity,
      doc: rest.doc,
      kind: isView ? 'view' : 'table',
      primaryKey: isView ? [] : names.slice(0, keySize),
      uniques: uniqueSize === 0 ? [] : [{ name: null, columns: names.slice(-uniqueSize) }],
      indexes: indexes.map((index) => indexOf(names, index)),
      access:
        access > 0
          ? null
          : {
              read: [{ kind: 'public' }, { kind: 'owner', column: names[0] ?? '' }],
              create: [{ kind: 'acl', right: 'write' }],
              update: [
                {
                  kind: 'all',
                  of: [
                    { kind: 'role', role: 'editor' },
                    { kind: 'flag', column: names[0] ?? '' },
                  ],
                },
              ],
              delete: [],
            },
    })
    return { table, keySize, seeds }
  })

function indexOf(
  names: readonly string[],
  { size, down, part, unique }: { size: number; down: boolean; part: boolean; unique: boolean },
): SourceIndex {
  return {
    name: null,
    unique,
    method: 'btree',
    columns: names.slice(0, size).map((one) => ({ name: one, expression: null, descending: down })),
    where: part ? 'true' : null,
    sql: null,
  }
}

/** Gives a table columns for what it refers to, most of them of the type they need, and the foreign key. */
function refer({ table, seeds }: Draft, all: readonly SourceTable[]): void {
  for (const { target, column: own, fits, inverse, relation } of seeds) {
    const other = all[target % all.length]
    if (other === undefined || other.primaryKey.length === 0) continue
    const columns = other.primaryKey.map((key, at) => {
      const columnName = at === 0 ? own : `${own}_${at}`
      const like = other.columns.find((one) => one.name === key)
      const there = table.columns.find((one) => one.name === columnName)
      if (there === undefined && like !== undefined) {
        const of: SourceType = fits ? like.type : { kind: 'json' }
        table.columns.push(sourceColumn(columnName, of, { nullable: target % 2 === 0 }))
      }
      return columnName
    })
    const more: Partial<SourceForeignKey> = {
      inverse,
      relation,
      onDelete: onDelete[target % 5] ?? 'noAction',
    }
    table.foreignKeys.push(
      sourceReference(columns, other.name, {
        ...more,
        target: { schema: other.schema, name: other.name },
        targetColumns: [...other.primaryKey],
      }),
    )
  }
}

/** Schemas of few tables that nobody would wish for. */
export const randomSchemas: fc.Arbitrary<SourceSchema> = fc
  .uniqueArray(draft, {
    selector: ({ table }) => `${table.schema} ${table.name}`,
    minLength: 1,
    maxLength: 8,
  })
  .map((drafts) => {
    const tables = drafts.map(({ table }) => structuredClone(table))
    for (const [at, one] of drafts.entries()) {
      const table = tables[at]
      if (table !== undefined && table.kind === 'table') refer({ ...one, table }, tables)
    }
    return sourceSchema(tables, { kind: 'sqlite', dialect: 'sqlite' })
  })
