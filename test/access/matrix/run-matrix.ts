import { createRandom, type Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import { createGraph, expectAnswer } from '../oracle/index.ts'
import { type Ask, callsOf, isRead, randomAsk, type Way } from '../requests/index.ts'
import {
  type Asker,
  atOneInstant,
  generateProject,
  modelOf,
  type Rows,
  randomAskers,
  randomRows,
  randomShape,
  type ServedWorld,
  type Shape,
  type Spoil,
  serveWorld,
} from '../world/index.ts'
import { compareAnswer } from './compare-answer.ts'
import { compareTables } from './compare-tables.ts'
import { tryCursor } from './try-cursor.ts'

export interface MatrixOptions {
  readonly seed: number
  /** Goes on until that many requests were decided. */
  readonly cells: number
  readonly cellsPerWorld: number
  readonly database: 'sqlite' | 'postgres'
  /** Puts a mistake into the generated text, for the test that it would be noticed. */
  readonly spoil?: Spoil
  /** Stops at that many differences. */
  readonly maxDifferences?: number
  readonly onProgress?: (report: MatrixReport) => void
}

/** A request that was answered otherwise than the oracle says. */
export interface Difference {
  readonly world: number
  readonly asker: Asker
  readonly way: Way
  readonly ask: Ask
  readonly what: string
  /** What the model says of the entity. */
  readonly entity: Shape['entities'][number]
}

export interface MatrixReport {
  worlds: number
  cells: number
  /** How often each kind of request was made, and how it was answered. */
  readonly kinds: Map<string, { [status: number]: number }>
  readonly differences: Difference[]
}

/** Asks random models random things, and compares every answer with what their rules say as TypeScript. */
export async function runMatrix(options: MatrixOptions): Promise<MatrixReport> {
  const { seed, cells, maxDifferences = 10 } = options
  const random = createRandom(seed)
  const report: MatrixReport = { worlds: 0, cells: 0, kinds: new Map(), differences: [] }
  const isDone = (): boolean => report.cells >= cells || report.differences.length >= maxDifferences
  await atOneInstant(async (now) => {
    while (!isDone()) {
      await tryWorld({ random, report, options, now, isDone })
      report.worlds += 1
      options.onProgress?.(report)
    }
  })
  return report
}

/** What the cells of a run share. */
export interface Running {
  readonly random: Random
  readonly report: MatrixReport
  readonly options: MatrixOptions
  readonly now: string
  readonly isDone: () => boolean
}

async function tryWorld(running: Running): Promise<void> {
  const { random, options, report, isDone } = running
  const shape = randomShape(random)
  const rows = randomRows(shape, random)
  const askers = randomAskers(shape, rows, random)
  const project = await generateProject(modelOf(shape), options.spoil)
  try {
    const world = await serveWorld(project.app, { shape, rows, kind: options.database })
    try {
      for (let cell = 0; cell < options.cellsPerWorld && !isDone(); cell += 1) {
        const ask = randomAsk(shape, rows, random)
        const asked = { ask, asker: random.pick(askers), way: randomWay(ask, random) }
        await tryCell(running, { world, shape, rows, ...asked })
        report.cells += 1
        if (ask.kind === 'list' && random.chance(0.5)) {
          const cursor = { world, shape, rows, ask, from: random.pick(askers), to: asked.asker }
          report.cells += await tryCursor(cursor, running)
        }
      }
    } finally {
      await world.close()
    }
  } finally {
    project.remove()
  }
}

/** Only writes take a key. */
function randomWay(ask: Ask, random: Random): Way {
  if (random.chance(0.75)) return 'plain'
  return isRead(ask) || random.chance(0.5) ? 'batch' : 'replay'
}

interface Cell {
  readonly world: ServedWorld
  readonly shape: Shape
  readonly rows: Rows
  readonly ask: Ask
  readonly asker: Asker
  readonly way: Way
}

async function tryCell({ report, now }: Running, cell: Cell): Promise<void> {
  const { world, shape, rows, ask, asker, way } = cell
  const situation = { graph: createGraph(shape, rows), asker, now }
  const expected = expectAnswer(situation, ask)
  const entity = situation.graph.entity(ask.entity)
  const { answers, seen } = await world.ask(
    asker,
    callsOf(shape.entities, ask, way),
    isRead(ask) ? undefined : () => world.stored(ask.entity),
  )
  const what =
    compareAnswer({ ask, way }, expected, answers) ??
    (seen === undefined ? undefined : compareTables(entity, seen, expected.rows))
  const name = `${ask.kind}${ask.kind === 'list' && ask.parent ? ' of related' : ''}`
  const counts = report.kinds.get(name) ?? {}
  const status = answers[0]?.status ?? 0
  counts[status] = (counts[status] ?? 0) + 1
  report.kinds.set(name, counts)
  if (what !== undefined) {
    report.differences.push({ world: report.worlds, asker, way, ask, what, entity })
  }
}
