import type { EntityIR, FieldIR, FieldKind, ValueType } from '@cambium/model/ir'

/** What differs between fields in the models that rules are tested with. */
export interface FieldSketch {
  nullable?: boolean
  choices?: string[]
  limits?: FieldIR['limits']
  encrypted?: boolean
  column?: string | null
}

const valueOfKind: Readonly<Partial<Record<FieldKind, ValueType>>> = {
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

/** A stored field; `dueAt` stands in the column `due_at`. */
export function field(name: string, kind: FieldKind, sketch: FieldSketch = {}): FieldIR {
  const { nullable = false, choices, limits = {}, encrypted = false } = sketch
  return {
    id: 0,
    name,
    column: sketch.column === undefined ? columnName(name) : sketch.column,
    kind,
    value: valueOfKind[kind] ?? 'string',
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
    encrypted,
    pii: false,
    deprecated: null,
    limits,
    normalise: [],
    search: null,
    choice: choices === undefined ? null : { values: choices, labels: {}, transitions: null },
    element: null,
    reference: null,
    computed: null,
    slugFrom: null,
    extra: {},
  }
}

/** What differs between to-one relations. */
export interface ReferenceSketch {
  nullable?: boolean
  inverse?: string
  unique?: boolean
  value?: ValueType
}

/** The key of a to-one relation. */
export function reference(relation: string, target: string, sketch: ReferenceSketch = {}): FieldIR {
  const { nullable = false, inverse = null, unique = false, value = 'string' } = sketch
  return {
    ...field(`${relation}Id`, 'reference', { nullable }),
    value,
    unique,
    reference: { relation, target, inverse, onDelete: nullable ? 'setNull' : 'restrict' },
  }
}

/** What differs between entities. */
export interface EntitySketch {
  fields: FieldIR[]
  table?: string
  softDelete?: boolean
  serial?: boolean
  manyToMany?: EntityIR['manyToMany']
}

/** An entity without its inverse relations, which `linkInverses` adds. */
export function entity(name: string, sketch: EntitySketch): EntityIR {
  const table = sketch.table ?? `${columnName(name)}s`
  const id = { ...field('id', 'uuid'), value: sketch.serial ? 'integer' : 'string' } as const
  const deletedAt = field('deletedAt', 'datetime', { nullable: true })
  return {
    id: 0,
    name,
    names: {
      camel: name,
      variable: name,
      camelPlural: name,
      pascalPlural: name,
      file: name,
      path: name,
      words: name,
    },
    table,
    doc: null,
    folder: 'src',
    key: { kind: sketch.serial ? 'serial' : 'uuid7' },
    fields: [...sketch.fields, id, ...(sketch.softDelete ? [deletedAt] : [])],
    manyToMany: sketch.manyToMany ?? [],
    inverses: [],
    indexes: [],
    list: { sort: [], pageSize: 20, maxPageSize: 100, count: 'none' },
    timestamps: false,
    softDelete: sketch.softDelete ?? false,
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

/** A many-to-many relation and its linking table. */
export function manyToMany(
  name: string,
  [source, target]: [string, string],
  sketch: { inverse?: string; table: string; columns: [string, string]; through?: string },
): EntityIR['manyToMany'][number] & { source: string } {
  const [sourceColumn, targetColumn] = sketch.columns
  const input = `${name}Ids`
  const inverse = sketch.inverse ?? null
  const through = sketch.through ?? null
  const words = { doc: null, label: null, deprecated: null, extra: {} }
  const flags = { ordered: false, required: false, readOnly: through !== null, through, ...words }
  return {
    id: 0,
    name,
    input,
    source,
    target,
    inverse,
    table: sketch.table,
    sourceColumn,
    targetColumn,
    ...flags,
  }
}

/** Names every relation on its other side too, as the model checker does. */
export function linkInverses(entities: EntityIR[]): EntityIR[] {
  const byName = new Map(entities.map((one) => [one.name, one]))
  for (const source of entities) {
    for (const key of source.fields) {
      const { reference: end } = key
      if (end?.inverse == null) continue
      const kind = key.unique ? 'one' : 'many'
      byName
        .get(end.target)
        ?.inverses.push({ name: end.inverse, source: source.name, relation: end.relation, kind })
    }
    for (const link of source.manyToMany) {
      if (link.inverse === null) continue
      byName.get(link.target)?.inverses.push({
        name: link.inverse,
        source: source.name,
        relation: link.name,
        kind: 'manyToMany',
      })
    }
  }
  return entities
}

function columnName(name: string): string {
  return name
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
