import { createGraph, endOfPage, expectAnswer } from '../oracle/index.ts'
import type { ListAsk } from '../requests/ask.ts'
import { callsOf } from '../requests/index.ts'
import type { Answer, Asker, Rows, ServedWorld, Shape } from '../world/index.ts'
import { compareAnswer } from './compare-answer.ts'
import type { Running } from './run-matrix.ts'

interface Handed {
  readonly world: ServedWorld
  readonly shape: Shape
  readonly rows: Rows
  readonly ask: ListAsk
  /** Who was given the cursor, and who comes with it. */
  readonly from: Asker
  readonly to: Asker
}

/** A cursor in other hands shows what the other caller may see behind its place, and no more. Says how many were tried. */
export async function tryCursor(
  { world, shape, rows, ask: list, from, to }: Handed,
  { report, now }: Running,
): Promise<number> {
  const { offset: _, ...ask } = list
  const graph = createGraph(shape, rows)
  const after = endOfPage({ graph, asker: from, now }, ask)
  const [call] = callsOf(shape.entities, ask, 'plain')
  if (after === undefined || call === undefined) return 0
  const { answers } = await world.ask(from, [call])
  const next = nextOf(answers[0])
  if (next === null) return 0
  const expected = expectAnswer({ graph, asker: to, now }, { ...ask, after })
  const seen = await world.ask(to, [{ ...call, url: `${call.url}&after=${next}` }])
  const what = compareAnswer({ ask, way: 'plain' }, expected, seen.answers)
  const counts = report.kinds.get('cursor of another') ?? {}
  const status = seen.answers[0]?.status ?? 0
  counts[status] = (counts[status] ?? 0) + 1
  report.kinds.set('cursor of another', counts)
  if (what !== undefined) {
    const entity = graph.entity(ask.entity)
    report.differences.push({
      world: report.worlds,
      asker: to,
      way: 'plain',
      ask: { ...ask, after },
      what: `with a cursor of ${JSON.stringify(from)}: ${what}`,
      entity,
    })
  }
  return 1
}

function nextOf(answer: Answer | undefined): string | null {
  const body = JSON.parse(answer?.text ?? '{}') as { page?: { next?: string | null } }
  return body.page?.next ?? null
}
