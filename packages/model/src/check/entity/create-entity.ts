import type { EntityIR, FieldIR, JsonValue, KeyIR } from '../../ir/index.ts'
import type { EntityDraft, FieldDraft } from '../draft.ts'
import { createField, keyValue, systemFields } from '../field/index.ts'
import type { Identities } from '../identity/index.ts'
import {
  columnName,
  inverseName,
  resolveInverses,
  resolveManyToMany,
  storedName,
} from '../relation/index.ts'
import { asObject } from '../source-model.ts'
import { keyOf } from './resolve-key.ts'

/** What an entity is made of beside its draft. */
export interface EntitySite {
  entities: EntityDraft[]
  identities: Identities
}

const keptForLater = ['partition', 'cache']

/** The entity of the IR, all but what needs the other entities to be there: lists, indexes and rules. */
export function createEntity(draft: EntityDraft, site: EntitySite): EntityIR {
  const { options } = draft
  const ids = site.identities.fields.get(draft.name)
  const idOf = (field: FieldDraft): number => ids?.get(field.name) ?? 0
  const key = keyOf(draft)
  const relations = draft.fields.filter(({ kind }) => kind === 'manyToMany')
  return {
    id: site.identities.entities.get(draft.name) ?? 0,
    name: draft.name,
    names: draft.names,
    table: draft.table,
    doc: draft.doc,
    folder: draft.folder,
    key,
    fields: [
      ...draft.fields
        .filter(({ kind }) => kind !== 'manyToMany')
        .map((field) => fieldOf(field, { draft, site, id: idOf(field) }))
        .map((field) => (isPart(key, field) ? { ...field, writeOnce: true } : field)),
      ...systemFields(key, options, draft.tenant),
    ],
    manyToMany: relations.map((field) =>
      resolveManyToMany({ entity: draft, field, entities: site.entities }, idOf(field)),
    ),
    inverses: resolveInverses(draft, site.entities),
    indexes: [],
    list: { sort: [], pageSize: 0, maxPageSize: 0, count: 'none' },
    timestamps: hasUpdateTime(options.timestamps),
    ...((options.adopted === true || options.view === true) && { adopted: true as const }),
    ...(options.view === true && { view: true as const }),
    softDelete: options.softDelete === true,
    versioned: options.versioned === true,
    history: historyOf(options.history),
    tenant: draft.tenant !== null,
    access: { read: null, create: null, update: null, delete: null },
    fieldAccess: [],
    checks: [],
    operations: [],
    rest: null,
    title: null,
    events: [],
    extra: Object.fromEntries(
      keptForLater.flatMap((name): [string, JsonValue][] => {
        const value = options[name]
        return value === undefined ? [] : [[name, value]]
      }),
    ),
  }
}

/** What a record is known by stays as it is. */
function isPart(key: KeyIR, { name }: FieldIR): boolean {
  return key.kind === 'composite' && key.fields.includes(name)
}

interface FieldSite {
  draft: EntityDraft
  site: EntitySite
  id: number
}

function fieldOf(field: FieldDraft, { draft, site, id }: FieldSite): FieldIR {
  const created = createField(field, { id, column: columnName(field, draft) })
  if (field.kind !== 'one') return created
  const { onDelete, required } = field.options
  const target = site.entities.find(({ name }) => name === field.target)
  const chosen =
    onDelete === 'cascade' ||
    onDelete === 'restrict' ||
    onDelete === 'setNull' ||
    onDelete === 'noAction'
  const keyType = storedKeyType(target)
  const isPlain = keyType === null || field.options.stored !== undefined
  return {
    ...created,
    ...(!isPlain && { extra: { ...created.extra, keyType } }),
    name: storedName(field),
    value: target === undefined ? 'string' : keyValue(keyOf(target)),
    reference: {
      relation: field.name,
      target: field.target,
      inverse: inverseName(field),
      onDelete: chosen ? onDelete : required === true ? 'restrict' : 'setNull',
    },
  }
}

/** What a column has to be that points at a key of others; `null` where one of Cambium's own types does. */
function storedKeyType(target: EntityDraft | undefined): string | null {
  const stored = asObject(target?.options.id)?.stored
  if (typeof stored !== 'string') return null
  const type = stored.replace(/, (?:default|generated)$/, '')
  return likeOurs.test(type) ? null : type
}

const likeOurs = /^(?:smallint|integer|bigint|int[248]|text|varchar|character varying)\b/

/** Whether each change is to be dated. */
function hasUpdateTime(timestamps: JsonValue | undefined): boolean {
  const columns = asObject(timestamps)
  return columns === null ? timestamps !== false : columns.updatedAt !== undefined
}

function historyOf(history: JsonValue | undefined): EntityIR['history'] {
  if (history === undefined || history === false) return null
  const keep = asObject(history)?.keep
  return { keepDays: typeof keep === 'string' ? Number.parseInt(keep, 10) || 0 : 0 }
}
