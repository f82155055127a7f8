import type { EntityIR, FieldIR, ValueType } from '@cambium/model/ir'
import { compileExpression } from '../../rules/index.ts'
import type { CheckColumn } from './check-column.ts'

const valuesOfKinds: Readonly<Record<string, ValueType>> = {
  int: 'integer',
  money: 'integer',
  float: 'number',
  decimal: 'decimal',
  bigint: 'bigint',
  bool: 'boolean',
  date: 'date',
  datetime: 'instant',
  json: 'json',
  list: 'json',
  point: 'json',
}

/** True when the rule compiler takes the arrow for an entity with these fields. */
export function arrowCompiles(
  arrow: string,
  purpose: 'check' | 'computed',
  columns: readonly CheckColumn[],
): boolean {
  const entity = entityOf(columns)
  return compileExpression(arrow, { entity: entity.name, purpose }, [entity]).expression !== null
}

function fieldOf(column: CheckColumn): FieldIR {
  const { field, name, kind, nullable, values, scale } = column
  return {
    id: 0,
    name: field,
    column: name,
    // A relation's own name is not known here, and its key is read like any field.
    kind: kind === 'reference' ? 'text' : kind,
    value: column.value ?? valuesOfKinds[kind] ?? 'string',
    origin: 'model',
    doc: null,
    label: null,
    nullable,
    required: !nullable,
    unique: false,
    indexed: false,
    default: null,
    readOnly: false,
    writeOnce: false,
    writeOnly: false,
    hidden: false,
    encrypted: false,
    pii: false,
    deprecated: null,
    limits: scale === undefined ? {} : { scale },
    normalise: [],
    search: null,
    choice: values === undefined ? null : { values: [...values], labels: {}, transitions: null },
    element: null,
    reference: null,
    computed: null,
    slugFrom: null,
    extra: {},
  }
}

function entityOf(columns: readonly CheckColumn[]): EntityIR {
  const name = 'Row'
  return {
    id: 0,
    name,
    names: {
      camel: name,
      camelPlural: name,
      pascalPlural: name,
      variable: name,
      file: name,
      path: name,
      words: name,
    },
    table: name,
    doc: null,
    folder: 'src',
    key: { kind: 'uuid7' },
    fields: columns.map(fieldOf),
    manyToMany: [],
    inverses: [],
    indexes: [],
    list: { sort: [], pageSize: 20, maxPageSize: 100, count: 'none' },
    timestamps: false,
    softDelete: false,
    versioned: false,
    history: null,
    tenant: false,
    access: { read: null, create: null, update: null, delete: null },
    fieldAccess: [],
    checks: [],
    operations: [],
    rest: null,
    title: null,
    events: [],
    extra: {},
  }
}
