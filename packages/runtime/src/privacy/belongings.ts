import {
  identifier,
  inList,
  join,
  type ListType,
  type Queryable,
  type Sql,
  sql,
} from '../database/index.ts'
import type { AnyRecord, RecordId, Registry, Resource } from '../operation/index.ts'
import type { Person } from './person.ts'

/** One reference to people that says whose a record is. */
interface OwnerReference {
  readonly key: string
  /** The model lets the record stay when its owner goes. */
  readonly stays: boolean
}

/** An entity whose records belong to people. */
export interface OwnedEntity {
  readonly resource: Resource
  readonly owners: readonly OwnerReference[]
}

/** A record with the entity it is of. */
export interface Belonging {
  readonly resource: Resource
  readonly id: RecordId
  readonly record: AnyRecord
}

/** The entities whose records belong to people, by the `owner()` of their rules. */
export function ownedEntities(registry: Registry, people: Resource): OwnedEntity[] {
  return registry.entities.flatMap(({ resource }) => {
    const named = new Set(resource.owners ?? [])
    const owners = Object.values(resource.relations ?? {}).flatMap((relation) =>
      relation.kind === 'one' && relation.target === people.name && named.has(relation.key)
        ? [{ key: relation.key, stays: relation.onDelete === 'setNull' }]
        : [],
    )
    return owners.length > 0 ? [{ resource, owners }] : []
  })
}

/** The condition that a record belongs to the person. */
export function belongsTo({ resource, owners }: OwnedEntity, person: Person): Sql {
  const { columns } = resource
  const each = owners.map(
    ({ key }) => sql`${columns.expression(key)} = ${columns.encode(key, person.id)}`,
  )
  return sql`(${join(each, ' or ')})`
}

/** Does the model let this record stay when the person goes? */
export function staysWithout({ owners }: OwnedEntity, person: Person, record: AnyRecord): boolean {
  return owners.every(({ key, stays }) => record[key] !== person.id || stays)
}

/** Some records of an entity in the order of their ids. */
export function readBatch(
  db: Queryable,
  { resource, where, after }: { resource: Resource; where: Sql; after: RecordId | undefined },
  limit: number,
): Promise<AnyRecord[]> {
  const { columns, table } = resource
  const id = columns.expression('id')
  const behind = after === undefined ? sql`` : sql`and ${id} > ${after}`
  return db.all<AnyRecord>(sql`
    select ${columns} from ${identifier(table)} where ${where} ${behind} order by ${id} limit ${limit}
  `)
}

/** The records that are parts of these, and their parts: what the database deletes along with them. */
export async function partsOf(
  db: Queryable,
  registry: Registry,
  roots: readonly Belonging[],
): Promise<Belonging[]> {
  const seen = new Set(roots.map(nameOf))
  const parts: Belonging[] = []
  let level: readonly Belonging[] = roots
  while (level.length > 0) {
    const found: Belonging[] = []
    for (const part of await nextLevel(db, registry, level)) {
      if (seen.has(nameOf(part))) continue
      seen.add(nameOf(part))
      found.push(part)
    }
    parts.push(...found)
    level = found
  }
  return parts
}

function nameOf({ resource, id }: Belonging): string {
  return `${resource.name}:${id}`
}

async function nextLevel(
  db: Queryable,
  registry: Registry,
  above: readonly Belonging[],
): Promise<Belonging[]> {
  const found: Belonging[] = []
  for (const { resource } of registry.entities) {
    for (const relation of Object.values(resource.relations ?? {})) {
      if (relation.kind !== 'one' || relation.onDelete !== 'cascade') continue
      const ids = above.filter((one) => one.resource.name === relation.target).map(({ id }) => id)
      if (ids.length > 0) found.push(...(await readParts(db, { resource, key: relation.key, ids })))
    }
  }
  return found
}

async function readParts(
  db: Queryable,
  { resource, key, ids }: { resource: Resource; key: string; ids: readonly RecordId[] },
): Promise<Belonging[]> {
  const { columns, table } = resource
  const type = columns.typeOf(key) as ListType
  const rows = await db.all<AnyRecord>(sql`
    select ${columns} from ${identifier(table)}
    where ${inList(columns.expression(key), ids, type)}
  `)
  return rows.map((record) => ({ resource, id: record.id as RecordId, record }))
}
