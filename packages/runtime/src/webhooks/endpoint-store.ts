import {
  assignments,
  type Columns,
  columns,
  instant,
  json,
  type Queryable,
  sql,
  string,
  values,
} from '../database/index.ts'
import type { Endpoint } from './endpoint.ts'

type EndpointRow = { -readonly [Name in keyof Endpoint]: Endpoint[Name] }

const table: Columns<EndpointRow> = columns<EndpointRow>('cambium_webhooks', {
  id: string('id'),
  tenant: string('tenant'),
  owner: string('owner'),
  roles: json('roles'),
  url: string('url'),
  description: string('description'),
  events: json('events'),
  secrets: json('secrets'),
  status: string('status'),
  reason: string('reason'),
  failingSince: instant('failing_since'),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
})

/** Where endpoints are kept: `cambium_webhooks`. */
export interface EndpointStore {
  find(db: Queryable, id: string): Promise<Endpoint | undefined>
  /** Those of a tenant, or of all of them; the oldest first. */
  list(db: Queryable, tenant: string | null | undefined): Promise<Endpoint[]>
  /** Those that are not disabled, as they were less than half a second ago. */
  active(db: Queryable): Promise<readonly Endpoint[]>
  insert(db: Queryable, endpoint: Endpoint): Promise<void>
  update(db: Queryable, id: string, changes: Partial<Endpoint>): Promise<void>
  remove(db: Queryable, id: string): Promise<void>
  /** Forgets what is remembered: something was changed here. */
  forget(): void
}

const rememberMs = 500

/** The store of one process. */
export function createEndpointStore(now: () => number = Date.now): EndpointStore {
  let remembered: { at: number; active: readonly Endpoint[] } | undefined
  return {
    find: (db, id) =>
      db.first<EndpointRow>(sql`select ${table} from "cambium_webhooks" where "id" = ${id}`),
    list(db, tenant) {
      const own = tenant === null ? sql`"tenant" is null` : sql`"tenant" = ${tenant ?? ''}`
      const which = tenant === undefined ? sql`1 = 1` : own
      return db.all<EndpointRow>(
        sql`select ${table} from "cambium_webhooks" where ${which} order by "id"`,
      )
    },
    async active(db) {
      if (remembered !== undefined && now() - remembered.at < rememberMs) return remembered.active
      const at = now()
      const active = await db.all<EndpointRow>(
        sql`select ${table} from "cambium_webhooks" where "status" = 'active' order by "id"`,
      )
      remembered = { at, active }
      return active
    },
    async insert(db, endpoint) {
      await db.run(sql`insert into "cambium_webhooks" ${values(table, endpoint)}`)
    },
    async update(db, id, changes) {
      await db.run(
        sql`update "cambium_webhooks" set ${assignments(table, changes)} where "id" = ${id}`,
      )
    },
    async remove(db, id) {
      await db.run(sql`delete from "cambium_webhooks" where "id" = ${id}`)
      await db.run(sql`delete from "cambium_webhook_log" where "webhook" = ${id}`)
    },
    forget() {
      remembered = undefined
    },
  }
}
