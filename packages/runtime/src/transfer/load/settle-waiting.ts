import {
  assignments,
  type Database,
  identifier,
  inList,
  keyIs,
  type Sql,
  sql,
  type Transaction,
} from '../../database/index.ts'
import type { LoadRow } from '../protocol.ts'
import { referredProperty } from '../shape/index.ts'
import { existingIds } from './existing-ids.ts'
import type { WaitingUnit } from './waiting.ts'
import type { LoadedEntity } from './write-records.ts'

/** How many are set in one transaction: others write in between. */
const atOnce = 5_000

/** References that waited for a record which never came. */
export interface NeverCame {
  readonly property: string
  readonly record: string
  readonly target: string
}

const unlimited = { alone: true, timeLimitMs: 0 } as const

/** Sets the references of one property that waited and can be set by now; killed, it goes on where it stood. */
export async function setReferences(
  database: Database,
  entity: LoadedEntity,
  { load, unit, property }: WaitingUnit & { readonly property: string },
): Promise<void> {
  const ofProperty = sql`w."load" = ${load} and w."unit" = ${unit} and w."property" = ${property}`
  for (let from = 0; ; ) {
    const bounds = await database.first<{ last: number | null }>(sql`
      select max("seq") as "last" from (
        select w."seq" from "cambium_load_waiting" w where ${ofProperty} and w."seq" > ${from}
        order by w."seq" limit ${atOnce}
      ) s
    `)
    if (bounds === undefined || bounds.last === null) return
    const last = Number(bounds.last)
    const rows = sql`${ofProperty} and w."seq" > ${from} and w."seq" <= ${last}`
    await database.transaction((tx) => setSome(tx, entity, { property, rows }), unlimited)
    from = last
  }
}

async function setSome(
  tx: Transaction,
  { shape, registry }: LoadedEntity,
  { property, rows }: { readonly property: string; readonly rows: Sql },
): Promise<void> {
  const { resource, references } = shape
  const { target: name } = references.find((one) => one.property === property) ?? { target: '' }
  const target = registry.get(name).resource
  const column = identifier(resource.columns.column(property).name ?? property)
  const referred = referredProperty(target)
  const record = keyText(sql`w."record"`, resource.columns.typeOf('id') === 'integer')
  const reached = keyText(sql`w."target"`, target.columns.typeOf(referred) === 'integer')
  const targetId = target.columns.column(referred).name ?? referred
  const isThere = sql`exists (
    select 1 from ${identifier(target.table)} t where t.${identifier(targetId)} = ${reached}
  )`
  await tx.run(sql`
    update ${identifier(resource.table)} set ${column} = ${reached} from "cambium_load_waiting" w
    where ${resource.columns.expression('id')} = ${record} and ${rows} and ${isThere}
  `)
  await tx.run(sql`
    delete from "cambium_load_waiting" where "seq" in (
      select w."seq" from "cambium_load_waiting" w where ${rows} and ${isThere}
    )
  `)
}

function keyText(text: Sql, isInteger: boolean): Sql {
  return isInteger ? sql`cast(${text} as bigint)` : text
}

/** The same for a reference that several properties make together, record by record. */
export async function setTogether(
  database: Database,
  { shape, registry }: LoadedEntity,
  waiting: WaitingUnit & { readonly property: string },
): Promise<void> {
  const { resource, references } = shape
  const { columns, table } = resource
  const name = references.find(({ property }) => property === waiting.property)?.target ?? ''
  const isInteger = columns.typeOf('id') === 'integer'
  for (let after = 0; ; ) {
    const page = await leftWaiting(database, { ...waiting, after })
    if (page.length === 0) return
    await database.transaction(async (tx) => {
      const targets = page.map(({ target }) => target)
      const there = await existingIds(tx, registry.get(name).resource, targets)
      const ready = page.filter(({ target }) => there.has(target))
      for (const { record, row } of ready) {
        const changes = assignments(columns, JSON.parse(row ?? '{}'))
        const id = isInteger ? Number(record) : record
        await tx.run(sql`update ${identifier(table)} set ${changes} where ${keyIs(columns, id)}`)
      }
      await dropWaiting(
        tx,
        ready.map(({ seq }) => seq),
      )
    }, unlimited)
    after = page.at(-1)?.seq ?? 0
  }
}

/** A page of what is left to wait of a property. */
export async function leftWaiting(
  database: Database,
  {
    load,
    unit,
    property,
    after = 0,
  }: WaitingUnit & { readonly property: string; readonly after?: number },
): Promise<(NeverCame & { readonly seq: number; readonly row: string | null })[]> {
  const rows = await database.all<NeverCame & { seq: number; row: string | null }>(sql`
    select "seq", "property", "record", "target", "row" from "cambium_load_waiting"
    where "load" = ${load} and "unit" = ${unit} and "property" = ${property} and "seq" > ${after}
    order by "seq" limit ${atOnce}
  `)
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}

/** Rows that could not be written without others, in the order in which they came. */
export async function waitingRows(
  database: Database,
  { load, unit, after }: WaitingUnit & { readonly after: number },
): Promise<{ readonly seq: number; readonly row: LoadRow }[]> {
  const rows = await database.all<{ seq: number; row: string }>(sql`
    select "seq", "row" from "cambium_load_waiting"
    where "load" = ${load} and "unit" = ${unit} and "property" = '' and "seq" > ${after}
    order by "seq" limit 500
  `)
  return rows.map(({ seq, row }) => ({ seq: Number(seq), row: JSON.parse(row) as LoadRow }))
}

/** They wait no more. */
export async function dropWaiting(tx: Transaction, seqs: readonly number[]): Promise<void> {
  if (seqs.length === 0) return
  await tx.run(sql`delete from "cambium_load_waiting" where ${inList(sql`"seq"`, seqs, 'integer')}`)
}
