import type { SourceDefault, SourceType } from '../../source/index.ts'
import { isConstantExpression } from './constant-expression.ts'

/** A default as far as its text tells; `constant` has to be worked out by the server. */
export type ReadDefault = SourceDefault | { kind: 'constant'; sql: string } | null

/** What the text of a default means for a column of that type. */
export function defaultOf(sql: string | null, type: SourceType): ReadDefault {
  if (sql === null) return null
  const text = bare(sql)
  if (/^null$/i.test(text)) return null
  if (type.kind === 'integer' && /^nextval\('(?:[^']|'')*'\)$/i.test(text)) {
    return { kind: 'counter' }
  }
  if (isTime(type) && now.test(text)) return { kind: 'now' }
  if (newUuid.test(text)) return { kind: 'uuid' }
  if (shortId.test(text)) return { kind: 'shortId' }
  return { kind: isConstantExpression(sql) ? 'constant' : 'sql', sql }
}

const isTime = ({ kind }: SourceType): boolean =>
  kind === 'instant' || kind === 'date' || kind === 'time'

const cast =
  /'(?:[^']|'')*'|::(?:[\w.]|"(?:[^"]|"")*")+(?: varying| precision)?(?:\(\d+(?:,\d+)?\))?(?: with(?:out)? time zone)?(?:\[\])*/gi
/** Parentheses that are those of no call. */
const around = /(?<!\w)\(((?:[^()]|\w\([^()]*\))*)\)/g

/** Without casts and the parentheses that these need, which change nothing of what calls and literals mean. */
function bare(sql: string): string {
  const plain = sql.replaceAll(cast, (part) => (part.startsWith("'") ? part : ''))
  return plain.replaceAll(around, '$1').replaceAll(around, '$1').trim()
}

const call = String.raw`(?:(?:pg_catalog\.)?(?:now|transaction_timestamp|statement_timestamp|clock_timestamp)\(\)|(?:current_timestamp|current_date|current_time|localtimestamp|localtime)(?:\(\d\))?|'now')`
const utc = String.raw`'(?:utc|gmt|z|etc/utc|\+00(?::00)?)'`
/** Now, in each of its spellings; in UTC where it loses its zone. */
const now = new RegExp(
  String.raw`^(?:${call}|${call} AT TIME ZONE ${utc}|(?:pg_catalog\.)?timezone\(${utc}, ${call}\)|date_trunc\('(?:milliseconds?|seconds?)', ${call}\))$`,
  'i',
)

const newUuid =
  /^(?:\w+\.|"[^"]*"\.)?(?:gen_random_uuid|uuid_generate_v[147]|uuid_generate_v1mc|uuidv[47]|gen_uuid_v7|generate_uuidv7)\(\)$/i
const shortId =
  /^(?:\w+\.|"[^"]*"\.)?(?:nanoid|cuid2?|gen_cuid|ksuid|xid|ulid|generate_ulid|gen_ulid|generate_nanoid|generate_cuid)\(\d*\)$/i
