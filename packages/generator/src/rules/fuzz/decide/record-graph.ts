import type { EntityIR } from '@cambium/model/ir'
import type { DataRow, FieldValue, RandomData } from '../model/index.ts'

/** A record as the arrow of a rule sees it: its fields, and its relations as properties. */
export type GraphRow = { [name: string]: unknown }

/** Records as objects that lead to each other, written without any knowledge of the compiler: the oracle's data. */
export interface RecordGraph {
  row(entity: string, id: FieldValue): GraphRow | null
  /** A record with these values that no table holds: the final values of an update, or the ones before it. */
  loose(entity: string, values: DataRow): GraphRow
}

/** Related records, as the model's types declare them; deleted ones are not among them. */
class Many {
  readonly #records: readonly GraphRow[]

  constructor(records: readonly GraphRow[]) {
    this.#records = records
  }

  some(test: (record: GraphRow) => unknown): boolean {
    return this.#records.some(test)
  }

  every(test: (record: GraphRow) => unknown): boolean {
    return this.#records.every(test)
  }

  none(test: (record: GraphRow) => unknown): boolean {
    return !this.#records.some(test)
  }

  count(test?: (record: GraphRow) => unknown): number {
    return test === undefined ? this.#records.length : this.#records.filter(test).length
  }

  sum(value: (record: GraphRow) => unknown): number {
    return this.#numbers(value).reduce((sum, number) => sum + number, 0)
  }

  min(value: (record: GraphRow) => unknown): number | null {
    const numbers = this.#numbers(value)
    return numbers.length === 0 ? null : Math.min(...numbers)
  }

  max(value: (record: GraphRow) => unknown): number | null {
    const numbers = this.#numbers(value)
    return numbers.length === 0 ? null : Math.max(...numbers)
  }

  #numbers(value: (record: GraphRow) => unknown): number[] {
    return this.#records.map(value).filter((number) => typeof number === 'number')
  }
}

interface Tables {
  entities: ReadonlyMap<string, EntityIR>
  data: RandomData
  made: Map<DataRow, GraphRow>
}

/** Builds the graph lazily, so that it may be circular. */
export function createRecordGraph(entities: readonly EntityIR[], data: RandomData): RecordGraph {
  const tables: Tables = {
    entities: new Map(entities.map((entity) => [entity.name, entity])),
    data,
    made: new Map(),
  }
  return {
    row(entity, id) {
      const values = data.rows.get(entity)?.find((row) => row.id === id)
      return values === undefined ? null : graphRow(tables, entity, values)
    },
    loose: (entity, values) => graphRow(tables, entity, { ...values }),
  }
}

function graphRow(tables: Tables, name: string, values: DataRow): GraphRow {
  const known = tables.made.get(values)
  if (known !== undefined) return known
  const entity = tables.entities.get(name)
  if (entity === undefined) throw new Error(`no entity ${name}`)
  const row: GraphRow = { ...values }
  tables.made.set(values, row)
  defineRelations(tables, entity, { row, values })
  return row
}

interface Defined {
  row: GraphRow
  values: DataRow
}

function defineRelations(tables: Tables, entity: EntityIR, { row, values }: Defined): void {
  const define = (name: string, get: () => unknown): void => {
    Object.defineProperty(row, name, { get, configurable: true })
  }
  for (const { name, reference } of entity.fields) {
    if (reference === null) continue
    define(
      reference.relation,
      () => visible(tables, reference.target, (other) => other.id === values[name])[0] ?? null,
    )
  }
  for (const link of entity.manyToMany) {
    define(
      link.name,
      () => new Many(linked(tables, { link, from: 0, id: values.id, target: link.target })),
    )
  }
  for (const { name, source, relation, kind } of entity.inverses) {
    const other = tables.entities.get(source)
    const link = other?.manyToMany.find((candidate) => candidate.name === relation)
    if (kind === 'manyToMany' && link !== undefined) {
      define(name, () => new Many(linked(tables, { link, from: 1, id: values.id, target: source })))
      continue
    }
    const key = other?.fields.find((field) => field.reference?.relation === relation)?.name ?? ''
    const found = (): GraphRow[] => visible(tables, source, (record) => record[key] === values.id)
    define(name, () => (kind === 'one' ? (found()[0] ?? null) : new Many(found())))
  }
}

interface Linked {
  link: EntityIR['manyToMany'][number]
  from: 0 | 1
  id: FieldValue | undefined
  target: string
}

function linked(tables: Tables, { link, from, id, target }: Linked): GraphRow[] {
  const pairs = tables.data.links.get(link.table) ?? []
  const ids = pairs.filter((pair) => pair[from] === id).map((pair) => pair[from === 0 ? 1 : 0])
  return visible(tables, target, (record) => ids.includes(record.id ?? null))
}

function visible(tables: Tables, entity: string, test: (values: DataRow) => boolean): GraphRow[] {
  const rows = tables.data.rows.get(entity) ?? []
  return rows
    .filter((values) => (values.deletedAt ?? null) === null && test(values))
    .map((values) => graphRow(tables, entity, values))
}
