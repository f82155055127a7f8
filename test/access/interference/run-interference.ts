import { createRandom, type Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import { createGraph, expectAnswer, type Situation } from '../oracle/index.ts'
import { type Ask, callsOf, isRead, randomAsk, type Way } from '../requests/index.ts'
import {
  type Answer,
  type Asker,
  atOneInstant,
  type Call,
  generateProject,
  modelOf,
  randomAskers,
  randomRows,
  randomShape,
  type ServedWorld,
  type Shape,
  type Spoil,
  serveWorld,
} from '../world/index.ts'
import { channelBetween } from './channel-between.ts'
import { compareWorlds } from './compare-worlds.ts'
import { hiddenDifference } from './hidden-difference.ts'

export interface InterferenceOptions {
  readonly seed: number
  /** Goes on until that many requests were compared. */
  readonly requests: number
  readonly requestsPerPair: number
  /** Callers, and so pairs of databases, for each random model. */
  readonly pairsPerWorld: number
  readonly database: 'sqlite' | 'postgres'
  /** Puts a mistake into the generated text, for the test that it would be noticed. */
  readonly spoil?: Spoil
  readonly maxDifferences?: number
  readonly onProgress?: (report: InterferenceReport) => void
}

/** A request that told a caller of what the caller may not see. */
export interface Leak {
  readonly world: number
  readonly asker: Asker
  readonly way: Way
  readonly ask: Ask
  readonly what: string
}

export interface InterferenceReport {
  worlds: number
  pairs: number
  /** Requests whose two answers had to be the same. */
  requests: number
  /** What the caller may not see, by the kind of the change. */
  readonly changes: Map<string, number>
  /** Requests that the model itself makes differ, by what does: they are not counted. */
  readonly channels: Map<string, number>
  readonly statuses: Map<string, { [status: number]: number }>
  readonly leaks: Leak[]
}

/** Asks two databases that differ in what the caller may not see, and compares every byte. */
export async function runInterference(options: InterferenceOptions): Promise<InterferenceReport> {
  const random = createRandom(options.seed)
  const report: InterferenceReport = {
    worlds: 0,
    pairs: 0,
    requests: 0,
    changes: new Map(),
    channels: new Map(),
    statuses: new Map(),
    leaks: [],
  }
  const { maxDifferences = 10 } = options
  const isDone = (): boolean =>
    report.requests >= options.requests || report.leaks.length >= maxDifferences
  await atOneInstant(async (now) => {
    while (!isDone()) {
      await tryWorld({ random, report, options, now, isDone })
      report.worlds += 1
      options.onProgress?.(report)
    }
  })
  return report
}

interface Running {
  readonly random: Random
  readonly report: InterferenceReport
  readonly options: InterferenceOptions
  readonly now: string
  readonly isDone: () => boolean
}

async function tryWorld(running: Running): Promise<void> {
  const { random, options, now, report, isDone } = running
  const shape = randomShape(random)
  const rows = randomRows(shape, random)
  const project = await generateProject(modelOf(shape), options.spoil)
  const kind = options.database
  try {
    const left = await serveWorld(project.app, { shape, rows, kind })
    try {
      for (let pair = 0; pair < options.pairsPerWorld && !isDone(); pair += 1) {
        const asker = random.pick(randomAskers(shape, rows, random))
        const situation: Situation = { graph: createGraph(shape, rows), asker, now }
        const other = hiddenDifference(situation, { random, attempts: 40 })
        for (const [change, count] of Object.entries(other.changes))
          add(report.changes, change, count)
        report.pairs += 1
        const right = await serveWorld(project.app, { shape, rows: other.rows, kind })
        try {
          const there = { ...situation, graph: createGraph(shape, other.rows) }
          await tryPair(running, { shape, worlds: [left, right], situations: [situation, there] })
        } finally {
          await right.close()
        }
      }
    } finally {
      await left.close()
    }
  } finally {
    project.remove()
  }
}

interface Pair {
  readonly shape: Shape
  readonly worlds: readonly [ServedWorld, ServedWorld]
  readonly situations: readonly [Situation, Situation]
}

async function tryPair(running: Running, pair: Pair): Promise<void> {
  const { random, options, report, isDone } = running
  const { shape, worlds, situations } = pair
  const [{ asker }] = situations
  for (let request = 0; request < options.requestsPerPair && !isDone(); request += 1) {
    const { rows } = random.pick(situations).graph
    const ask = withoutSort(randomAsk(shape, rows, random), random)
    const way = randomWay(ask, random)
    const channel = channelBetween(
      expectAnswer(situations[0], ask),
      expectAnswer(situations[1], ask),
    )
    if (channel !== undefined) {
      add(report.channels, channel, 1)
      continue
    }
    const calls = callsOf(shape.entities, ask, way)
    const [left, right] = await askBoth(worlds, asker, calls)
    report.requests += 1
    countStatus(report, ask.kind, left)
    const what = compareWorlds(left, right)
    if (what !== undefined) report.leaks.push({ world: report.worlds, asker, way, ask, what })
  }
}

/** The same calls to both; then the page that follows, if there is one. */
async function askBoth(
  worlds: Pair['worlds'],
  asker: Asker,
  calls: readonly Call[],
): Promise<[readonly Answer[], readonly Answer[]]> {
  const [left, right] = worlds
  const first = await left.ask(asker, calls)
  const second = await right.ask(asker, calls)
  const next = nextPage(calls, first.answers)
  if (next === undefined) return [first.answers, second.answers]
  const further = await left.ask(asker, [next])
  const other = await right.ask(asker, [next])
  return [
    [...first.answers, ...further.answers],
    [...second.answers, ...other.answers],
  ]
}

function nextPage([call]: readonly Call[], [answer]: readonly Answer[]): Call | undefined {
  if (call?.method !== 'GET' || answer?.status !== 200 || call.url.includes('offset='))
    return undefined
  const { page } = JSON.parse(answer.text) as { page?: { next?: string | null } }
  if (page?.next == null) return undefined
  return { ...call, url: `${call.url}&after=${page.next}` }
}

/** The order by relevance is worth a look too, which the oracle does not know. */
function withoutSort(ask: Ask, random: Random): Ask {
  if (ask.kind !== 'list' || ask.q === undefined || random.chance(0.4)) return ask
  const { sort: _, ...rest } = ask
  return rest
}

function randomWay(ask: Ask, random: Random): Way {
  if (random.chance(0.75)) return 'plain'
  return isRead(ask) || random.chance(0.5) ? 'batch' : 'replay'
}

function countStatus(report: InterferenceReport, kind: string, answers: readonly Answer[]): void {
  const counts = report.statuses.get(kind) ?? {}
  const status = answers[0]?.status ?? 0
  counts[status] = (counts[status] ?? 0) + 1
  report.statuses.set(kind, counts)
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count)
}
