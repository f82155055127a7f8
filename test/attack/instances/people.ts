import assert from 'node:assert/strict'
import type { Database } from '@cambium/runtime/database'
import { sql } from '@cambium/runtime/database'

/** One way to say who one is. */
export interface Credential {
  readonly name: string
  readonly headers: { readonly [name: string]: string }
}

export interface Sent {
  readonly method?: string
  readonly path: string
  readonly body?: object
  readonly headers?: { readonly [name: string]: string }
}

export interface Got {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** Sends a request to one of the instances. */
export async function send(
  origin: string,
  { method = 'GET', path, body, headers }: Sent,
): Promise<Got> {
  const answer = await fetch(`${origin}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

/** Somebody with an account, signed in. */
export interface Person {
  readonly id: string
  readonly email: string
  /** A session, by its cookie and its token; a signed token and a key of it. */
  readonly credentials: readonly Credential[]
  readonly keyId: string
  readonly note: string
}

const password = 'blue bottle lifts the moon'
let people = 0

/** From another address each time, so that nobody is limited by what others do. */
export function fromAnywhere(): { 'x-forwarded-for': string } {
  people += 1
  return { 'x-forwarded-for': `10.${(people >> 16) & 255}.${(people >> 8) & 255}.${people & 255}` }
}

/** Makes an account with a note, whose address counts as proven, and signs in. */
export async function createPerson(
  origin: string,
  database: Database,
  roles: readonly string[] = [],
): Promise<Person> {
  people += 1
  const email = `person${people}-${Date.now()}@example.com`
  const headers = fromAnywhere()
  const body = { email, name: 'Ann', password }
  await made(origin, { path: '/api/auth/sign-up/email', body, headers })
  const user = await database.first<{ id: string }>(
    sql`select "id" from "users" where "email" = ${email}`,
  )
  const id = user?.id ?? assert.fail('nobody was made')
  await database.run(
    sql`update "users" set "email_verified" = ${database.dialect === 'sqlite' ? 1 : true} where "id" = ${id}`,
  )
  const at = new Date().toISOString()
  for (const role of roles) {
    await database.run(
      sql`insert into "auth_roles" ("user_id", "role", "created_at") values (${id}, ${role}, ${at})`,
    )
  }
  return { id, email, ...(await signIn(origin, email)) }
}

/** A new session with everything that it gives, from an address of its own. */
export async function signIn(
  origin: string,
  email: string,
): Promise<Pick<Person, 'credentials' | 'keyId' | 'note'>> {
  const from = fromAnywhere()
  const entered = await made(origin, {
    path: '/api/auth/sign-in/email',
    body: { email, password },
    headers: from,
  })
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const { token } = JSON.parse(entered.text) as { token: string }
  const headers = { ...from, authorization: `Bearer ${token}` }
  const signed = await send(origin, { path: '/api/auth/token', headers: { ...from, cookie } })
  const jwt = (JSON.parse(signed.text) as { token: string }).token
  const keyMade = await made(origin, { path: '/api/auth/api-keys', body: { name: 'k' }, headers })
  const { id: keyId, key } = JSON.parse(keyMade.text) as { id: string; key: string }
  const note = await made(origin, { path: '/api/notes', body: { text: 'words' }, headers })
  return {
    keyId,
    note: (JSON.parse(note.text) as { id: string }).id,
    credentials: [
      { name: 'cookie', headers: { ...from, cookie } },
      { name: 'session', headers },
      { name: 'signed token', headers: { ...from, authorization: `Bearer ${jwt}` } },
      { name: 'key', headers: { ...from, 'x-api-key': key } },
    ],
  }
}

async function made(origin: string, sent: Sent): Promise<Got> {
  const answer = await send(origin, { method: 'POST', ...sent })
  assert.ok(answer.status < 300, `${sent.path}: ${answer.status} ${answer.text}`)
  return answer
}
