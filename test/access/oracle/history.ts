import type { HistoryAsk } from '../requests/ask.ts'
import type { Row } from '../world/shape.ts'
import type { Situation } from './decide.ts'
import { denied, type Expected } from './expected.ts'
import { masked, mayRead, mayReadAny } from './sight.ts'

const usualLimit = 20

/** What was done to a record, for who may read it: its fields as now, and users who may be read. */
export function expectHistory(situation: Situation, ask: HistoryAsk): Expected {
  const { graph, asker } = situation
  const answer = { status: 200, body: undefined }
  const refused = (status: number): Expected => ({ refusals: [status], answer, rows: graph.rows })
  if (!graph.entity(ask.entity).history) return refused(404)
  if (!mayReadAny(situation, ask.entity)) return refused(denied(asker))
  const row = graph.find(ask.entity, ask.id)
  if (row === undefined || !mayRead(situation, ask.entity, row)) return refused(404)
  const all = historyOf(situation, { entity: ask.entity, row })
  const { after, limit = usualLimit } = ask
  const left = all.filter(({ id }) => after === undefined || id < after)
  const data = left.slice(0, limit)
  const hasMore = left.length > limit
  const next = hasMore ? (data.at(-1)?.id ?? null) : null
  const body = { data, page: { next, hasMore } }
  return { refusals: [], answer: { status: 200, body }, rows: graph.rows }
}

/** The whole history of a record as the caller sees it, the last first. */
export function historyOf(
  situation: Situation,
  { entity, row }: { entity: string; row: Row },
): { id: string }[] {
  const { graph } = situation
  const seen = Object.keys(masked(situation, entity, row))
  return graph.rows.events
    .filter((event) => event.entity === entity && event.record === row.id)
    .sort((left, right) => (left.id > right.id ? -1 : 1))
    .map(({ id, operation, version, actor, at, changes }) => ({
      id,
      operation,
      version,
      actor: isKnown(situation, actor) ? actor : null,
      at,
      changes: Object.fromEntries(
        Object.entries(changes).filter(([field]) => seen.includes(field)),
      ),
    }))
}

function isKnown(situation: Situation, actor: string | null): boolean {
  if (actor === situation.asker.id) return true
  const user = situation.graph.find('User', actor)
  return user !== undefined && mayRead(situation, 'User', user)
}
