import { createRandom } from '../../../packages/generator/src/rules/fuzz/index.ts'
import type { Spoil } from '../../access/world/index.ts'
import type { Person } from '../walls/seed-walls.ts'
import { type Attack, type Intruder, type ServedWalls, serveWalls } from '../walls/served-walls.ts'
import { generateWalls } from '../walls/walled-project.ts'
import { decoyed } from './bait.ts'
import { type Target, targetsOf } from './document.ts'
import { spilled, toldApart } from './judge.ts'
import { type Chance, randomAttack } from './random-attack.ts'

export interface FuzzOptions {
  readonly seed: number
  readonly requests: number
  readonly database: 'sqlite' | 'postgres'
  /** Puts a mistake into the generated text, for the test that it would be noticed. */
  readonly spoil?: Spoil
  readonly mostFindings?: number
}

export interface Finding {
  readonly who: string
  readonly attack: Attack
  readonly what: string
}

export interface FuzzReport {
  requests: number
  /** Requests about something of the victim's, whose answers were compared with those about nothing. */
  compared: number
  /** Left out of the comparison: ids and unique values, which are taken whoever has them. */
  leftOut: number
  readonly statuses: { [status: number]: number }
  readonly targets: Set<string>
  readonly findings: Finding[]
}

/** Sends what the document allows, and what it does not, on behalf of two people who look for what a third one has. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const project = await generateWalls(options.spoil)
  try {
    const walls = await serveWalls(project.app, options.database)
    try {
      return await attackAll(walls, options)
    } finally {
      await walls.close()
    }
  } finally {
    project.remove()
  }
}

async function attackAll(walls: ServedWalls, options: FuzzOptions): Promise<FuzzReport> {
  const { seed, requests, mostFindings = 10 } = options
  const random = createRandom(seed)
  const { people, document } = walls
  const targets = targetsOf(document)
  const names = namesIn(targets)
  const report: FuzzReport = {
    requests: 0,
    compared: 0,
    leftOut: 0,
    statuses: {},
    targets: new Set(),
    findings: [],
  }
  while (report.requests < requests && report.findings.length < mostFindings) {
    const who = random.pick(['colleague', 'stranger'] as const)
    const own = people[who]
    // Whoever has a role in another company has it there alone.
    const roles = who === 'stranger' && random.chance(0.5) ? ['staff'] : []
    const intruder = { id: own.id, tenant: own.tenant, roles }
    const chance = { random, people, own, names }
    await attackOnce(walls, report, { who, intruder, chance, target: random.pick(targets) })
  }
  return report
}

interface Attacking {
  readonly who: 'colleague' | 'stranger'
  readonly intruder: Intruder
  readonly chance: Chance
  readonly target: Target
}

async function attackOnce(
  walls: ServedWalls,
  report: FuzzReport,
  { who, intruder, chance, target }: Attacking,
): Promise<void> {
  const { victim } = walls.people
  const attack = randomAttack(chance, target)
  const { reply, victims } = await walls.send(intruder, attack)
  report.requests += 1
  report.targets.add(`${target.method} ${target.path}`)
  report.statuses[reply.status] = (report.statuses[reply.status] ?? 0) + 1
  const found = (what: string): void => {
    report.findings.push({ who, attack, what })
  }
  if (reply.status >= 500) return found(`a mistake of the server: ${reply.text}`)
  if (victims !== '') return found(`it changed what is not theirs: ${victims}`)
  const secret = spilled(attack, reply, hiddenFrom(who, victim))
  if (secret !== undefined) return found(`it says ${secret}: ${reply.text}`)
  const twin = decoyed(attack, hiddenFrom(who, victim))
  if (JSON.stringify(twin) === JSON.stringify(attack)) return
  if (isTakenEverywhere(who, target, attack)) {
    report.leftOut += 1
    return
  }
  const decoy = (await walls.send(intruder, twin)).reply
  const known = [...chance.own.ids, chance.own.id, victim.id]
  const apart = toldApart({ reply, decoy, known }, hiddenFrom(who, victim))
  report.compared += 1
  if (apart !== undefined) found(`told apart from what is nowhere:\n${apart}`)
}

/** A colleague is of the same company, and knows its id. */
function hiddenFrom(who: Attacking['who'], victim: Person): Person {
  if (who === 'stranger') return victim
  return { ...victim, ids: victim.ids.filter((id) => id !== victim.tenant) }
}

/** An id is one record's among all there are, and a unique value one's among those of a company. */
function isTakenEverywhere(who: string, { path, method }: Target, attack: Attack): boolean {
  if (method === 'PUT' && path === '/api/papers/{id}') return true
  const writes = ['POST', 'PUT', 'PATCH'].includes(method)
  return who === 'colleague' && writes && /"(?:code|name)":|\/(?:code|name)\//.test(said(attack))
}

function said({ url, body }: Attack): string {
  return `${url} ${JSON.stringify(body)}`
}

/** All names of fields and relations that are said anywhere, some that are hidden, and some that are none. */
function namesIn(targets: readonly Target[]): string[] {
  const query = targets.flatMap((target) =>
    target.query.map(({ name }) => name.replace(/\W.*/, '')),
  )
  const bodies = targets.flatMap(({ body }) => Object.keys(body ?? {}))
  const strange = ['inner', 'note', 'deletedAt', 'owner', 'tenant', 'seats', 'constructor', 'nope']
  return [...new Set([...query, ...bodies, ...strange])].filter((name) => name !== '')
}
