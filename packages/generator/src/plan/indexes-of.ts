import type { EntityIR, FieldIR, IndexIR } from '@cambium/model'
import { keyFields } from '@cambium/model/keys'
import type { Index } from './storage.ts'

/**
 * Every index of an entity's table: those of the model, one for each unique or indexed field, and one for each foreign
 * key that no other index starts with. An index named twice is made once. Full-text and geo indexes have no table yet.
 */
export function indexesOf(entity: EntityIR): Index[] {
  const found = new Map<string, Index>()
  const add = (index: Index): void => {
    const same = [...found.values()].some((other) => isSame(other, index))
    if (!same && !found.has(index.name)) found.set(index.name, index)
  }
  for (const index of entity.indexes) {
    if (index.kind === 'btree' || index.kind === 'unique') add(declared(entity, index))
  }
  for (const field of entity.fields) {
    if (field.column !== null && field.name !== 'id' && (field.unique || field.indexed)) {
      add(single(entity, field, field.unique ? 'ux' : 'ix'))
    }
  }
  for (const field of entity.fields) {
    if (field.reference?.fields) addTogether(entity, field, { found, add })
  }
  for (const field of entity.fields) {
    if (field.column === null) continue
    const index = key(entity, field)
    const isFirst = keyNames(entity)[0] === field.column
    const isServed = isFirst || isCovered(index, found)
    if (field.reference && (isTenant(entity, field) || !isServed)) add(index)
  }
  return [...found.values()].map((index) => endingWithId(entity, index))
}

/** The index of a relation that several fields hold, but where the key or another index begins with them. */
function addTogether(
  entity: EntityIR,
  { id, unique, reference }: FieldIR,
  { found, add }: { found: ReadonlyMap<string, Index>; add: (index: Index) => void },
): void {
  const names = (reference?.fields ?? []).map((field) => columnName(entity, field))
  const begins = (columns: readonly string[]): boolean =>
    names.every((name) => columns.slice(0, names.length).includes(name))
  const isServed =
    begins(keyNames(entity)) ||
    [...found.values()].some(
      ({ liveOnly, columns }) => !liveOnly && begins(columns.map(({ name }) => name)),
    )
  if (!unique && isServed) return
  add({
    name: `${unique ? 'ux' : 'ix'}_${entity.id}_${id}`,
    unique,
    columns: names.map((name) => ({ name, descending: false })),
    liveOnly: unique && entity.softDelete,
  })
}

/** Every list is ordered by the id in the end, so that an index which has it leaves nothing to sort. */
function endingWithId(entity: EntityIR, index: Index): Index {
  if (index.unique) return index
  const descending = index.columns.at(-1)?.descending ?? false
  const ends = keyNames(entity)
    .filter((end) => !index.columns.some(({ name }) => name === end))
    .map((name) => ({ name, descending }))
  return { ...index, columns: [...index.columns, ...ends] }
}

function declared(entity: EntityIR, index: IndexIR): Index {
  const unique = index.kind === 'unique'
  return {
    name: index.name,
    unique,
    columns: index.fields.map(({ field, descending }) => ({
      name: columnName(entity, field),
      descending,
    })),
    liveOnly: unique && entity.softDelete,
  }
}

/** The index of one field; of the records of each tenant, where they have one. */
function single(entity: EntityIR, field: FieldIR, prefix: 'ux' | 'ix'): Index {
  const tenant = entity.fields.find((candidate) => isTenant(entity, candidate))
  const fields = tenant === undefined || tenant === field ? [field] : [tenant, field]
  return {
    name: [prefix, entity.id, ...fields.map(({ id }) => id)].join('_'),
    unique: prefix === 'ux',
    columns: fields.map(({ column, name }) => ({ name: column ?? name, descending: false })),
    liveOnly: prefix === 'ux' && entity.softDelete,
  }
}

/** The index of a foreign key, which is looked for without its tenant when what it leads to is deleted. */
function key(entity: EntityIR, field: FieldIR): Index {
  return {
    name: `ix_${entity.id}_${field.id}`,
    unique: false,
    columns: [{ name: field.column ?? field.name, descending: false }],
    liveOnly: false,
  }
}

/** The columns of the key, which have an index by being it. */
function keyNames(entity: EntityIR): string[] {
  return keyFields(entity).map(({ column, name }) => column ?? name)
}

function isTenant(entity: EntityIR, { name }: FieldIR): boolean {
  return entity.tenant && name === 'tenantId'
}

/** An index on rows that live only cannot find the deleted ones a foreign key must see. */
function isCovered(index: Index, found: ReadonlyMap<string, Index>): boolean {
  const first = index.columns[0]?.name
  return [...found.values()].some((other) => !other.liveOnly && other.columns[0]?.name === first)
}

function isSame(a: Index, b: Index): boolean {
  return a.unique === b.unique && JSON.stringify(a.columns) === JSON.stringify(b.columns)
}

function columnName(entity: EntityIR, field: string): string {
  return entity.fields.find((candidate) => candidate.name === field)?.column ?? field
}
