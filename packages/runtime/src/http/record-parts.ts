import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AclSubject, ListedAccess } from '../access/index.ts'
import { AppError, type FieldError } from '../errors/index.ts'
import type { AccessFilter, HistoryEntry, HistoryPage } from '../operation/index.ts'
import { sendJson } from './answer/index.ts'
import { createQueryProblems, shorten } from './query/index.ts'
import { bodyOf } from './request-parts.ts'

/** Rights that rules speak of. */
const rights: readonly string[] = ['read', 'write']
const maxEntries = 1000
const maxSubject = 255
const usualHistory = 20
const maxHistory = 100

/** The access list a request wants: `{ "data": [{ "user": "42", "right": "read" }] }`. 422 for anything else. */
export function accessEntriesOf(request: FastifyRequest): ListedAccess[] {
  const { data, ...rest } = bodyOf<{ data?: unknown }>(request)
  const [unknown] = Object.keys(rest)
  if (!Array.isArray(data) || unknown !== undefined || data.length > maxEntries) {
    const message = `The body must be { "data": [...] } with ${maxEntries} entries at the most`
    throw invalid([{ path: unknown ?? 'data', code: 'type', message }])
  }
  const errors: FieldError[] = []
  const entries = data.flatMap((entry: unknown, index): ListedAccess[] => {
    const found = entryOf(entry)
    if (found) return [found]
    const message =
      'must be { "user": id, "right": "read" }, with "role" or "everyone": true for user, and "write" for read'
    errors.push({ path: `data.${index}`, code: 'type', message })
    return []
  })
  if (errors.length > 0) throw invalid(errors)
  return entries
}

/** Which entries a request takes away: `?user=42&right=read`. Without any parameter all of them. */
export function accessFilterOf({ query }: FastifyRequest): AccessFilter {
  const { right, ...subject } = query as { [name: string]: unknown }
  const isSubject = Object.keys(subject).length > 0
  const everyone = subject.everyone === 'true' ? true : subject.everyone
  const found = isSubject ? subjectIn({ ...subject, ...(isSubject && { everyone }) }) : undefined
  if ((isSubject && !found) || (right !== undefined && !isRight(right))) {
    const message = 'Takes user=ID, role=NAME or everyone=true, and right=read or right=write'
    const path = right !== undefined && !isRight(right) ? 'right' : (Object.keys(subject)[0] ?? '')
    throw new AppError('bad_request', {
      message,
      errors: [{ path: path.slice(0, 60), code: 'invalid_value', message }],
    })
  }
  return { ...(found && { subject: found }), ...(isRight(right) && { right }) }
}

/** Answers with a list that has no pages. */
export function sendList(reply: FastifyReply, list: readonly ListedAccess[]): FastifyReply {
  const data = list.map(({ subject, right }) => ({ ...subject, right }))
  return sendJson(reply, JSON.stringify({ data }))
}

/** Which part of a history a request wants: `?limit=20&after=ID`. 400 for anything else. */
export function historyPageOf({ query }: FastifyRequest): HistoryPage {
  const { limit, after, ...rest } = query as { [name: string]: unknown }
  const problems = createQueryProblems()
  for (const wanted of Object.keys(rest)) {
    const allowed = ['limit', 'after']
    problems.unknown(shorten(wanted), { code: 'unknown_parameter', wanted, allowed })
  }
  problems.throwIfAny()
  const rows = limit === undefined ? usualHistory : Number(limit)
  if (!Number.isInteger(rows) || rows < 1 || rows > maxHistory) {
    throw badParameter('limit', `"limit" must be from 1 to ${maxHistory}`)
  }
  if (after === undefined) return { limit: rows }
  if (typeof after !== 'string' || !/^[\w-]{1,64}$/.test(after)) {
    throw badParameter('after', '"after" must be a "next" of an earlier page')
  }
  return { limit: rows, after }
}

/** Answers with one page of what was done to a record. */
export function sendHistory(
  reply: FastifyReply,
  page: { readonly data: readonly HistoryEntry[] },
): FastifyReply {
  return sendJson(reply, JSON.stringify(page))
}

function entryOf(entry: unknown): ListedAccess | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined
  const { right, ...who } = entry as { [name: string]: unknown }
  const subject = subjectIn(who)
  return subject && isRight(right) ? { subject, right } : undefined
}

/** Exactly one of the three. */
function subjectIn(who: { [name: string]: unknown }): AclSubject | undefined {
  const given = Object.entries(who).filter(([, value]) => value !== undefined)
  const [[name, value] = []] = given
  if (given.length !== 1) return undefined
  if (name === 'everyone') return value === true ? { everyone: true } : undefined
  const isText = typeof value === 'string' && value !== '' && value.length <= maxSubject
  if (!isText) return undefined
  if (name === 'user') return { user: value }
  return name === 'role' ? { role: value } : undefined
}

function isRight(value: unknown): value is string {
  return typeof value === 'string' && rights.includes(value)
}

function invalid(errors: FieldError[]): AppError {
  return new AppError('invalid', { message: errors[0]?.message ?? '', errors })
}

function badParameter(name: string, message: string): AppError {
  const errors = [{ path: name.slice(0, 60), code: 'invalid_value', message }]
  return new AppError('bad_request', { message, errors })
}
