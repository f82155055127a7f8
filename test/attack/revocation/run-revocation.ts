import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '@cambium/runtime/database'
import {
  type Credential,
  createPerson,
  type Person,
  send,
  startInstances,
} from '../instances/index.ts'
import type { Channel } from './channels.ts'
import { type OpenStream, openStream } from './open-stream.ts'
import { type Revocation, revocations } from './revocations.ts'

export interface RevocationOptions {
  readonly trials: number
  /** The address of a database on PostgreSQL; a file without one. */
  readonly postgres?: string
  /** Trials that run beside each other. */
  readonly beside: number
}

export interface RevocationReport {
  trials: number
  /** How many channels were tried in all, over all credentials and instances. */
  watched: number
  requests: number
  /** How late, in milliseconds, somebody was still let in, at the most for each revocation. */
  readonly latest: Map<string, number>
  /** Whoever was let in a second later, or let in again. */
  readonly failures: string[]
}

const limitMs = 1_000

interface Stage {
  readonly origins: readonly string[]
  readonly database: Database
  readonly admin: Person
  readonly board: string
  readonly report: RevocationReport
}

/** Ends sessions, keys, roles and accounts at one of two processes, and knocks at every door of both until none opens. */
export async function runRevocation({
  postgres,
  ...options
}: RevocationOptions): Promise<RevocationReport> {
  const instances = await startInstances(postgres)
  const { origins, database } = instances
  const report: RevocationReport = {
    trials: 0,
    watched: 0,
    requests: 0,
    latest: new Map(),
    failures: [],
  }
  try {
    const admin = await createPerson(origins[0], database, ['admin', 'staff'])
    const board = await createBoard(origins[0], admin)
    await tryAll({ origins, database, admin, board, report }, options)
    return report
  } finally {
    await instances.close()
  }
}

async function createBoard(origin: string, admin: Person): Promise<string> {
  const headers = admin.credentials.find(({ name }) => name === 'session')?.headers ?? {}
  const made = await send(origin, {
    method: 'POST',
    path: '/api/boards',
    body: { title: 'b' },
    headers,
  })
  assert.equal(made.status, 201, made.text)
  return (JSON.parse(made.text) as { id: string }).id
}

async function tryAll(
  stage: Stage,
  { trials, beside }: Omit<RevocationOptions, 'postgres'>,
): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    while (next < trials && stage.report.failures.length < 5) {
      const trial = next
      next += 1
      const revocation = revocations[trial % revocations.length]
      const at = Math.floor(trial / revocations.length) % stage.origins.length
      if (revocation) await tryOne(stage, revocation, at)
      stage.report.trials += 1
    }
  }
  await Promise.all(Array.from({ length: beside }, work))
}

/** A credential, held against one channel of one instance. */
interface Door {
  readonly origin: string
  readonly channel: Channel
  readonly credential: Credential
}

async function tryOne(stage: Stage, revocation: Revocation, at: number): Promise<void> {
  const { origins, database, admin, report } = stage
  const origin = origins[at] ?? ''
  const person = await createPerson(origins[1 - at] ?? '', database, revocation.roles)
  const doors = doorsOf(stage, revocation, person)
  report.watched += doors.length
  const isOpen = await knockAll(doors, report)
  const locked = doors.filter((_, index) => !isOpen[index]).map((door) => wordsOf(door, origin))
  assert.deepEqual(locked, [], `${revocation.name}: shut before anything was taken away`)
  const streams = await streamsOf(stage, revocation, person)
  await revocation.revoke(origin, { person, admin })
  const ended = performance.now()
  const latest = new Map<Door, number>()
  let slowest = 0
  while (performance.now() - ended < limitMs + 300) {
    const since = performance.now() - ended
    const open = await knockAll(doors, report)
    slowest = Math.max(slowest, performance.now() - ended - since)
    for (const [index, door] of doors.entries()) {
      const last = latest.get(door) ?? 0
      if (open[index]) latest.set(door, Math.max(last, since))
    }
    await wait(60)
  }
  const late = streams.map(({ words, stream }) => ({ words, since: sinceOf(stream, ended) }))
  for (const { stream } of streams) stream.close()
  const most = Math.max(0, ...latest.values(), ...late.map(({ since }) => since))
  report.latest.set(revocation.name, Math.max(report.latest.get(revocation.name) ?? 0, most))
  for (const [door, since] of latest) {
    if (since < limitMs) continue
    const words = wordsOf(door, origin)
    report.failures.push(`${revocation.name}: ${words}, ${Math.round(since)} ms later`)
  }
  // What was sent before is still on its way, as long as a round of requests takes at the time.
  for (const { words, since } of late.filter((one) => one.since > limitMs + slowest)) {
    report.failures.push(`${revocation.name}: ${words} went on for ${since} ms`)
  }
}

/** A stream for each credential that ends, at both instances. */
async function streamsOf(
  { origins, report }: Stage,
  { ends, stream }: Revocation,
  { credentials }: Person,
): Promise<{ words: string; stream: OpenStream }[]> {
  const ended = credentials.filter(({ name }) => ends.includes(name))
  const wanted = ended.flatMap((credential) => origins.map((origin) => ({ origin, credential })))
  report.watched += wanted.length
  return Promise.all(
    wanted.map(async ({ origin, credential: { name, headers } }, index) => ({
      words: `a stream with a ${name} at instance ${index % origins.length}`,
      stream: await openStream(`${origin}${stream}`, headers),
    })),
  )
}

function sinceOf({ endedAt }: OpenStream, ended: number): number {
  return Math.round((endedAt ?? Number.POSITIVE_INFINITY) - ended)
}

function wordsOf({ credential, channel, origin }: Door, revokedAt: string): string {
  const where = origin === revokedAt ? 'the same instance' : 'the other instance'
  return `${credential.name}, ${channel.name} at ${where}`
}

function doorsOf({ origins, board }: Stage, revocation: Revocation, person: Person): Door[] {
  const ended = person.credentials.filter(({ name }) => revocation.ends.includes(name))
  return revocation
    .channels(person, board)
    .flatMap((channel) =>
      ended
        .filter(({ name }) => channel.isForKeys || name !== 'key')
        .flatMap((credential) => origins.map((origin) => ({ origin, channel, credential }))),
    )
}

/** Which of the doors open. */
async function knockAll(doors: readonly Door[], report: RevocationReport): Promise<boolean[]> {
  report.requests += doors.length
  return Promise.all(
    doors.map(async ({ origin, channel: { method, path, body }, credential: { headers } }) => {
      const answer = await send(origin, { method, path, headers, ...(body && { body }) })
      if (answer.status === 429) throw new Error(`${method} ${path} was asked too often`)
      return answer.status !== 401 && answer.status !== 403
    }),
  )
}
