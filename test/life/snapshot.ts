import assert from 'node:assert/strict'
import type { EntityIR, FieldIR, ModelIR } from '@cambium/model/ir'
import type { Body, ServedVersion } from '../gradual/index.ts'
import { shownFields } from './names.ts'

/** What the API answers with at one moment, by the identities of entities, fields and records. */
export interface Snapshot {
  entities: ReadonlyMap<number, Kept>
}

interface Kept {
  entity: EntityIR
  records: ReadonlyMap<string, Body>
}

/** Reads every record of every entity. */
export async function takeSnapshot(api: ServedVersion, model: ModelIR): Promise<Snapshot> {
  const entities = new Map<number, Kept>()
  for (const entity of model.entities) {
    const { data, page } = await api.call('GET', `/api/${entity.names.path}?limit=100`)
    assert.equal((page as { hasMore: boolean }).hasMore, false, 'the life is too long for one page')
    const records = new Map((data as Body[]).map((record) => [String(record.id), record]))
    entities.set(entity.id, { entity, records })
  }
  return { entities }
}

/** What a change of the model does to values on purpose: names of fields and entities as they were before it. */
export interface Meant {
  values: ReadonlySet<string>
  /** How many records are gone from lists, or are back, by entity. */
  count: ReadonlyMap<string, number>
}

/** Compares every value that both models have; how many they were. Throws for one that is lost or another. */
export function assertKept(before: Snapshot, after: Snapshot, meant: Meant): number {
  let compared = 0
  for (const [id, { entity, records }] of before.entities) {
    const now = after.entities.get(id)
    if (!now) continue
    const more = meant.count.get(entity.name) ?? 0
    assert.equal(now.records.size, records.size + more, `records of ${entity.name}`)
    const fields = sharedFields(entity, now.entity).filter(
      ([{ name }]) => !meant.values.has(`${entity.name}.${name}`),
    )
    for (const [key, record] of records) {
      const found = now.records.get(key)
      if (!found && more < 0) continue
      assert.ok(found, `${entity.name} ${key} is there`)
      for (const [old, { name }] of fields) {
        assert.deepEqual(found[name], record[old.name], `${entity.name}.${old.name} of ${key}`)
        compared++
      }
    }
  }
  return compared
}

function sharedFields(before: EntityIR, after: EntityIR): [FieldIR, FieldIR][] {
  return shownFields(before).flatMap((old): [FieldIR, FieldIR][] => {
    const now = shownFields(after).find(({ id }) => id === old.id)
    return now ? [[old, now]] : []
  })
}

/** The same records without what each database gave them itself, to be compared between databases. */
export function comparable({ entities }: Snapshot): { [entity: string]: string[] } {
  return Object.fromEntries(
    [...entities.values()].map(({ entity, records }) => [
      entity.name,
      [...records.values()].map((record) => valuesOf(entity, record)).sort(),
    ]),
  )
}

function valuesOf(entity: EntityIR, record: Body): string {
  const own = shownFields(entity).filter(
    ({ origin, kind, value }) => origin === 'model' && kind !== 'reference' && value !== 'instant',
  )
  return JSON.stringify(own.map(({ name }) => [name, record[name]]))
}
