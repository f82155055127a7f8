import assert from 'node:assert/strict'
import { type Person, type Sent, send, signIn } from '../instances/index.ts'
import { type Channel, signedInChannels, staffChannels } from './channels.ts'

/** Something that takes away what somebody could do. */
export interface Revocation {
  readonly name: string
  /** The credentials it makes worthless. */
  readonly ends: readonly string[]
  readonly roles: readonly string[]
  channels(person: Person, board: string): Channel[]
  /** The stream that ends with it. */
  readonly stream: string
  /** Done at one instance; the administrator's session is there for it. */
  revoke(origin: string, event: { person: Person; admin: Person }): Promise<void>
}

const ofSession = ['cookie', 'session', 'signed token']
const everything = [...ofSession, 'key']
const signedIn = ({ note }: Person): Channel[] => signedInChannels({ note })
const headersOf = ({ credentials }: Person, name: string): { [name: string]: string } =>
  credentials.find((one) => one.name === name)?.headers ?? {}

async function done(origin: string, sent: Sent): Promise<void> {
  const answer = await send(origin, sent)
  assert.ok(answer.status < 300, `${sent.method} ${sent.path}: ${answer.status} ${answer.text}`)
}

const byAdmin = (admin: Person): { headers: { [name: string]: string } } => ({
  headers: headersOf(admin, 'session'),
})

/** Every way in which a session, a key, a role or an account ends. */
export const revocations: readonly Revocation[] = [
  {
    name: 'signing out',
    ends: ofSession,
    roles: [],
    channels: signedIn,
    stream: '/api/functions/tick',
    revoke: (origin, { person }) =>
      done(origin, {
        method: 'POST',
        path: '/api/auth/sign-out',
        headers: headersOf(person, 'cookie'),
      }),
  },
  {
    name: 'ending all sessions from another one',
    ends: ofSession,
    roles: [],
    channels: signedIn,
    stream: '/api/functions/tick',
    async revoke(origin, { person }) {
      const other = await signIn(origin, person.email)
      const headers = other.credentials.find(({ name }) => name === 'session')?.headers ?? {}
      await done(origin, { method: 'DELETE', path: '/api/auth/sessions', headers })
    },
  },
  {
    name: 'taking a key away',
    ends: ['key'],
    roles: [],
    channels: signedIn,
    stream: '/api/functions/tick',
    revoke: (origin, { person }) =>
      done(origin, {
        method: 'DELETE',
        path: `/api/auth/api-keys/${person.keyId}`,
        headers: headersOf(person, 'session'),
      }),
  },
  {
    name: 'taking a role away',
    ends: everything,
    roles: ['staff'],
    channels: (_person, board) => staffChannels({ board }),
    stream: '/api/functions/tick-staff',
    revoke: (origin, { person, admin }) =>
      done(origin, {
        method: 'DELETE',
        path: `/api/auth/roles/${person.id}/staff`,
        ...byAdmin(admin),
      }),
  },
  {
    name: 'shutting an account',
    ends: everything,
    roles: [],
    channels: signedIn,
    stream: '/api/functions/tick',
    revoke: (origin, { person, admin }) =>
      done(origin, {
        method: 'PATCH',
        path: `/api/users/${person.id}`,
        body: { blocked: true },
        ...byAdmin(admin),
      }),
  },
  {
    name: 'deleting an account',
    ends: everything,
    roles: [],
    channels: signedIn,
    stream: '/api/functions/tick',
    revoke: (origin, { person, admin }) =>
      done(origin, { method: 'DELETE', path: `/api/users/${person.id}`, ...byAdmin(admin) }),
  },
]
