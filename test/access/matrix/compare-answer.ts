import type { Expected } from '../oracle/index.ts'
import type { Ask, Way } from '../requests/ask.ts'
import type { Answer } from '../world/served-world.ts'
import { firstDifference } from './first-difference.ts'

/** What an answer has otherwise than expected; undefined where it is as it must be. */
export function compareAnswer(
  { ask, way }: { ask: Ask; way: Way },
  expected: Expected,
  answers: readonly Answer[],
): string | undefined {
  const [first, second] = answers
  if (first === undefined) return 'no answer'
  const replayed = way === 'replay' && second ? compareReplay(first, second) : undefined
  if (replayed !== undefined) return replayed
  const { status, body } = opened(first, way)
  const { refusals, answer } = expected
  if (refusals.length > 0) {
    return refusals.includes(status) ? undefined : `${status} and not ${refusals.join(' or ')}`
  }
  if (status !== answer.status) return `${status} and not ${answer.status}`
  const wanted = answer.body
  if (wanted === undefined) return body === undefined || body === null ? undefined : 'a body'
  return firstDifference(comparable(ask, body), wanted)
}

function compareReplay(first: Answer, second: Answer): string | undefined {
  const isSame = first.status === second.status && first.text === second.text
  if (!isSame) return `another answer the second time: ${second.status} ${second.text}`
  const isReplay = second.headers['idempotent-replayed'] === 'true'
  return isReplay === first.status < 400 ? undefined : 'a replay that says not what it is'
}

/** The answer within that of a batch. */
function opened(answer: Answer, way: Way): { status: number; body: unknown } {
  const body: unknown = answer.text === '' ? undefined : JSON.parse(answer.text)
  if (way !== 'batch' || answer.status >= 400) return { status: answer.status, body }
  const [result] = (body as { results: { status: number; body: unknown }[] }).results
  return { status: result?.status ?? 0, body: result?.body }
}

/** The body without what only this process knows: the ids of new records, and where the next page is. */
function comparable(ask: Ask, body: unknown): unknown {
  if (ask.kind === 'list') {
    const { data, page } = body as { data: unknown; page: { hasMore: boolean; total?: number } }
    const { hasMore, total } = page
    return { data, hasMore, ...(total !== undefined && { total }) }
  }
  if (ask.kind === 'create') {
    if (ask.isBulk) {
      const { data } = body as { data: object[] }
      return { data: data.map((record, index) => ({ ...record, id: `new-${index}` })) }
    }
    return { ...(body as object), id: 'new-0' }
  }
  const isNew = ask.kind === 'upsert' && ask.by !== 'id'
  const record = body as { id?: unknown }
  if (isNew && record.id !== undefined && !String(record.id).includes('-7000-8000-'))
    return { ...record, id: 'new-0' }
  return body
}
