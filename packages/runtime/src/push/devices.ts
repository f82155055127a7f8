import {
  type Columns,
  columns,
  instant,
  json,
  type Queryable,
  sql,
  string,
  values,
} from '../database/index.ts'
import { newId } from '../id/index.ts'
import type { PushTarget } from './push-message.ts'

/** A device somebody wants to be told on. */
export interface Device extends Required<PushTarget> {
  readonly id: string
  readonly owner: string
  readonly tenant: string | null
  /** What its owner calls it. */
  readonly label: string | null
  readonly createdAt: string
  /** When it was last registered. */
  readonly seenAt: string
}

/** What is known of a device that registers. */
export interface NewDevice extends PushTarget {
  readonly owner: string
  readonly tenant: string | null
  readonly label: string | null
}

type DeviceRow = {
  -readonly [Name in keyof Device]: Name extends 'keys' ? PushTarget['keys'] | null : Device[Name]
}

const table: Columns<DeviceRow> = columns<DeviceRow>('cambium_devices', {
  id: string('id'),
  owner: string('owner'),
  tenant: string('tenant'),
  way: string('way'),
  token: string('token'),
  keys: json('keys'),
  label: string('label'),
  createdAt: instant('created_at'),
  seenAt: instant('seen_at'),
})

const maxDevices = 20

/**
 * Registers a device; one that is known already is the caller's from now on, whoever had it. Of more than twenty the
 * ones that were not seen for longest are forgotten.
 */
export async function registerDevice(
  db: Queryable,
  device: NewDevice,
  now: Date,
): Promise<DeviceRow> {
  const at = now.toISOString()
  const row = { ...device, keys: device.keys ?? null, id: newId(), createdAt: at, seenAt: at }
  const kept = await db.first<DeviceRow>(sql`
    insert into "cambium_devices" ${values(table, row)}
    on conflict ("token", "way") do update set "owner" = excluded."owner", "tenant" = excluded."tenant",
      "keys" = excluded."keys", "label" = excluded."label", "seen_at" = excluded."seen_at"
    returning ${table}
  `)
  await db.run(sql`
    delete from "cambium_devices" where "owner" = ${device.owner} and "id" not in (
      select "id" from "cambium_devices" where "owner" = ${device.owner}
      order by "seen_at" desc, "id" desc limit ${maxDevices}
    )
  `)
  return kept as DeviceRow
}

/** The devices of a user, the last seen first. */
export function devicesOf(db: Queryable, owner: string): Promise<DeviceRow[]> {
  return db.all<DeviceRow>(
    sql`select ${table} from "cambium_devices" where "owner" = ${owner} order by "seen_at" desc, "id"`,
  )
}

/** A device by its id; undefined when it is gone. */
export function findDevice(db: Queryable, id: string): Promise<DeviceRow | undefined> {
  return db.first<DeviceRow>(sql`select ${table} from "cambium_devices" where "id" = ${id}`)
}

/** Forgets a device; false where the owner has none with this id. */
export async function removeDevice(
  db: Queryable,
  { id, owner }: { id: string; owner?: string },
): Promise<boolean> {
  const own = owner === undefined ? sql`1 = 1` : sql`"owner" = ${owner}`
  return (await db.run(sql`delete from "cambium_devices" where "id" = ${id} and ${own}`)) > 0
}
