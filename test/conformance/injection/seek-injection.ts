import type { Answer, SentRequest } from '../answer-checker.ts'
import { type PayloadPair, payloadPairs, slowPairs } from './payloads.ts'

/** A part of a request that takes a text. */
export interface Place {
  readonly name: string
  requestWith(text: string): SentRequest
}

export interface Seeking {
  send(request: SentRequest): Promise<Answer>
  /** Which of the pairs are tried; all of them unless told. */
  readonly pairs?: readonly PayloadPair[]
  readonly slow?: readonly PayloadPair[]
}

const slowMs = 400
const databaseWords =
  /SQLITE_|syntax error|no such (?:table|column|function)|unrecognized token|unterminated|PGlite|relation "/i

/**
 * Every sign that a text in this place becomes part of a statement: a failure, words of a database, an answer that
 * depends on what the text would mean, or one that comes late. None where it stays a value.
 */
export async function seekInjection(place: Place, seeking: Seeking): Promise<readonly string[]> {
  const found: string[] = []
  for (const pair of seeking.pairs ?? payloadPairs) {
    const send = (text: string): Promise<Answer> => seeking.send(place.requestWith(text))
    const holds = await send(pair.holds)
    const fails = await send(pair.fails)
    const sign = (words: string): number => found.push(`${place.name}: ${words} (${pair.name})`)
    if (holds.status >= 500 || fails.status >= 500) sign('fails')
    if (databaseWords.test(holds.text + fails.text)) sign('speaks of the database')
    // The first write of two may leave nothing for the other: what depends on the text does so every time.
    const isOther = shapeOf(holds) !== shapeOf(fails)
    const isSameAgain = async (): Promise<boolean> =>
      shapeOf(await send(pair.holds)) === shapeOf(holds) &&
      shapeOf(await send(pair.fails)) === shapeOf(fails)
    if (isOther && (await isSameAgain())) sign('depends on a condition in the text')
  }
  for (const pair of seeking.slow ?? slowPairs) {
    const quickMs = await timed(() => seeking.send(place.requestWith(pair.fails)))
    const tookMs = await timed(() => seeking.send(place.requestWith(pair.holds)))
    if (tookMs > quickMs + slowMs) found.push(`${place.name}: takes long (${pair.name})`)
  }
  return found
}

/** What an answer says, but for the text that was sent and what is new with every answer. */
function shapeOf({ status, text }: Answer): string {
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : null
  const { data, count } = (body ?? {}) as { data?: unknown[]; count?: number }
  return `${status} ${data?.length ?? ''} ${count ?? ''}`
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
