import {
  type Columns,
  columns,
  encrypted,
  instant,
  integer,
  type Queryable,
  sql,
  string,
  values,
} from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import type { Registry } from '../../operation/index.ts'
import type { HeldAnswer } from '../held/index.ts'

/** Which request an answer belongs to. */
export interface RequestKey {
  /** Empty for somebody who is not signed in. */
  readonly caller: string
  readonly key: string
  /** Of all that decides what the request does. */
  readonly digest: string
}

/** The answers of requests with an `Idempotency-Key`, kept for 24 hours in `cambium_idempotency`. */
export interface KeptAnswers {
  /** The answer of an earlier request with this key; 422 when that was another request. */
  find(db: Queryable, request: RequestKey): Promise<HeldAnswer | undefined>
  /** Keeps an answer with what the transaction wrote. 409 when another process was faster, 413 for one too large. */
  keep(db: Queryable, request: RequestKey, answer: HeldAnswer): Promise<void>
}

interface KeptAnswer {
  caller: string
  key: string
  digest: string
  status: number
  headers: string
  body: string | null
  at: string
}

const keptForMs = 24 * 3_600_000
const maxBytes = 4 * 1_048_576
const cleanEvery = 50
const maxCleaned = 500

/** The kept answers of an application. Bodies are encrypted where any of its entities has an encrypted field. */
export function createKeptAnswers(registry: Registry): KeptAnswers {
  const table = columnsOf(hasSecrets(registry))
  let kept = 0
  return {
    async find(db, { caller, key, digest }) {
      if (db.dialect === 'postgres') await waitForTwin(db, `${key} ${caller}`)
      const found = await db.first<KeptAnswer>(sql`
        select ${table} from "cambium_idempotency" where "caller" = ${caller} and "key" = ${key}
      `)
      if (!found) return undefined
      if (Date.parse(found.at) + keptForMs < Date.now()) {
        await db.run(
          sql`delete from "cambium_idempotency" where "caller" = ${caller} and "key" = ${key}`,
        )
        return undefined
      }
      if (found.digest !== digest) throw otherRequest()
      return { status: found.status, headers: JSON.parse(found.headers), body: found.body }
    },
    async keep(db, request, { status, headers, body }) {
      if (body !== null && Buffer.byteLength(body) > maxBytes) throw tooLarge()
      const at = new Date().toISOString()
      const row = { ...request, status, headers: JSON.stringify(headers), body, at }
      await insert(db, table, row)
      if (kept++ % cleanEvery === 0) await removeExpired(db, table)
    },
  }
}

/** Until the transaction ends nobody else has this key; SQLite has one writer anyway. */
async function waitForTwin(db: Queryable, flight: string): Promise<void> {
  await db.all(sql`select pg_advisory_xact_lock(hashtextextended(${flight}, 0))`)
}

/** The refusal of a request whose twin is still at work. */
export function inFlight(): AppError {
  return new AppError('conflict', {
    message: 'A request with this Idempotency-Key is being worked on: try again',
  })
}

async function insert(db: Queryable, table: Columns<KeptAnswer>, row: KeptAnswer): Promise<void> {
  try {
    await db.run(sql`insert into "cambium_idempotency" ${values(table, row)}`)
  } catch (error) {
    throw error instanceof AppError && error.code === 'conflict' ? inFlight() : error
  }
}

/** Some at a time, so that no request pays for many. */
async function removeExpired(db: Queryable, table: Columns<KeptAnswer>): Promise<void> {
  const before = table.encode('at', new Date(Date.now() - keptForMs).toISOString())
  await db.run(sql`
    delete from "cambium_idempotency" where ("caller", "key") in (
      select "caller", "key" from "cambium_idempotency" where "at" < ${before} limit ${maxCleaned}
    )
  `)
}

function hasSecrets({ entities }: Registry): boolean {
  return entities.some(({ resource: { columns: all } }) =>
    all.properties.some((property) => all.typeOf(property) === 'encrypted'),
  )
}

function columnsOf(isEncrypted: boolean): Columns<KeptAnswer> {
  return columns('cambium_idempotency', {
    caller: string('caller'),
    key: string('key'),
    digest: string('digest'),
    status: integer('status'),
    headers: string('headers'),
    body: isEncrypted ? encrypted('body') : string('body'),
    at: instant('at'),
  })
}

function otherRequest(): AppError {
  return new AppError('invalid', {
    message: 'This Idempotency-Key was used for another request: send a new key',
  })
}

function tooLarge(): AppError {
  return new AppError('too_large', {
    message: 'The answer is too large to be kept for its Idempotency-Key',
  })
}
