import { allOf } from '../access/index.ts'
import {
  everyRow,
  identifier,
  join,
  keyIsAmong,
  type Queryable,
  type Sql,
  sql,
} from '../database/index.ts'
import type { FieldError } from '../errors/index.ts'
import type { AnyRecord } from './list-query.ts'
import type { RecordId } from './operation-types.ts'
import { invalidInput } from './refusal.ts'
import type { ManyToMany, Resource } from './resource.ts'
import { tenantRows } from './tenancy/index.ts'
import type { WriteContext } from './transact.ts'
import { visibleRelated } from './visible-rows.ts'

/** Links to set: the relation and the ids of its targets, in order. */
export interface Links {
  readonly relation: ManyToMany
  readonly input: string
  readonly ids: readonly RecordId[]
}

/** Takes the many-to-many ids (`tagIds`) out of an input, leaving only columns in it. */
export function takeLinks(resource: Resource, input: AnyRecord): Links[] {
  const links: Links[] = []
  for (const relation of Object.values(resource.relations ?? {})) {
    if (relation.kind !== 'manyToMany' || relation.input === undefined) continue
    const ids = input[relation.input]
    delete input[relation.input]
    if (ids === undefined) continue
    links.push({ relation, input: relation.input, ids: [...new Set(ids as RecordId[])] })
  }
  return links
}

/**
 * Makes the links of a record exactly these. The right to change the record was checked; each target must be readable
 * to the caller, or it counts as one that does not exist.
 */
export async function setLinks(
  context: WriteContext,
  id: RecordId,
  links: readonly Links[],
): Promise<void> {
  for (const { relation, input, ids } of links) {
    const target = context.services.registry.get(relation.target).resource
    await checkTargets(context, { target, path: input, ids })
    const table = identifier(relation.table)
    const source = identifier(relation.source)
    await context.transaction.run(sql`
      delete from ${table} where ${source} = ${id} and ${ofTenant(context, relation, target)}
    `)
    if (ids.length > 0) await insertLinks(context.transaction, { relation, id, ids })
  }
}

/** Links of a record that tenants share to those of other tenants stay as they are. */
function ofTenant(context: WriteContext, relation: ManyToMany, target: Resource): Sql {
  const rows = tenantRows(context, target)
  if (rows === everyRow) return everyRow
  return sql`${identifier(relation.other)} in (
    select ${target.columns.expression('id')} from ${identifier(target.table)} where ${rows}
  )`
}

async function insertLinks(
  db: Queryable,
  { relation, id, ids }: { relation: ManyToMany; id: RecordId; ids: readonly RecordId[] },
): Promise<void> {
  const rows = ids.map((target, position) =>
    relation.position ? sql`(${id}, ${target}, ${position})` : sql`(${id}, ${target})`,
  )
  const names = [relation.source, relation.other, ...(relation.position ? [relation.position] : [])]
  const columns = join(names.map(identifier), ', ')
  await db.run(sql`
    insert into ${identifier(relation.table)} (${columns}) values ${join(rows, ', ')}
  `)
}

/**
 * Refuses references to records that the caller may not read, in the same words as to ones that do not exist, so that
 * writing cannot be used to find out what is there.
 */
export async function checkTargets(
  context: WriteContext,
  { target, path, ids }: { target: Resource; path: string; ids: readonly RecordId[] },
): Promise<void> {
  if (ids.length === 0) return
  const visible = visibleRelated(context, target)
  const found = await target.count(context.transaction, {
    visible: allOf(visible, keyIsAmong(target.columns, ids)),
    filter: everyRow,
    order: everyRow,
    limit: everyRow,
  })
  if (found === ids.length) return
  const message =
    ids.length === 1 ? `is not the id of a ${target.words}` : `are not all ids of a ${target.words}`
  const errors: FieldError[] = [{ path, code: 'reference', message }]
  throw invalidInput(errors)
}

/** Checks every to-one reference that was given a value, or a part of it. `record` is what it all comes to. */
export async function checkReferences(
  context: WriteContext,
  resource: Resource,
  { given, record }: { given: AnyRecord; record: AnyRecord },
): Promise<void> {
  for (const relation of Object.values(resource.relations ?? {})) {
    if (relation.kind !== 'one') continue
    const { parts = [relation.key] } = resource.columns.column(relation.key)
    const path = parts.find((part) => given[part] !== undefined)
    const id = path === relation.key ? given[path] : record[relation.key]
    if (path === undefined || id === undefined || id === null) continue
    const target = context.services.registry.get(relation.target).resource
    await checkTargets(context, { target, path, ids: [id as RecordId] })
  }
}
