import type { SourceDefault, SourceType } from '../../source/index.ts'
import { isConstantExpression } from './constant-expression.ts'

/** A default as far as its text tells; `constant` has to be worked out by the server. */
export type ReadDefault = SourceDefault | { kind: 'constant'; sql: string } | null

/** What the text of a default means for a column of that type. */
export function defaultOf(sql: string | null, type: SourceType): ReadDefault {
  if (sql === null) return null
  const text = bare(sql)
  if (/^NULL(?:::.*)?$/is.test(text)) return null
  if (type.kind === 'integer' && /^nextval\('(?:[^']|'')*'(?:::\w+)*\)$/i.test(text)) {
    return { kind: 'counter' }
  }
  if (isTime(type) && now.test(text)) return { kind: 'now' }
  if (newUuid.test(text)) return { kind: 'uuid' }
  if (shortId.test(text)) return { kind: 'shortId' }
  if (isConstantExpression(text)) return { kind: 'constant', sql }
  return { kind: 'sql', sql }
}

const isTime = ({ kind }: SourceType): boolean =>
  kind === 'instant' || kind === 'date' || kind === 'time'

/** Without the parentheses and casts around a call, which change nothing of what it means. */
function bare(sql: string): string {
  let text = sql.trim()
  for (;;) {
    const inner =
      /^\(((?:[^()']|\((?:[^()']|\([^()]*\))*\)|'(?:[^']|'')*')*)\)((?:::[\w ."]+(?:\(\d+\))?)*)$/.exec(
        text,
      )
    const cast = /^((?:\w+\.)?\w+\(.*\)|CURRENT_\w+|LOCAL\w+)(?:::[\w ]+(?:\(\d+\))?)+$/is.exec(
      text,
    )
    const next = (inner?.[2] === '' || isCall(inner?.[1]) ? inner?.[1] : undefined) ?? cast?.[1]
    if (next === undefined) return text
    text = next.trim()
  }
}

function isCall(text: string | undefined): boolean {
  return (
    text !== undefined && /^[\w".]+\(.*\)$|^CURRENT_\w+$|^LOCAL\w+$| AT TIME ZONE /is.test(text)
  )
}

const call = String.raw`(?:(?:pg_catalog\.)?(?:now|transaction_timestamp|statement_timestamp|clock_timestamp)\(\)|(?:current_timestamp|current_date|current_time|localtimestamp|localtime)(?:\(\d\))?|\(?'now'::text\)?(?:::[\w ]+(?:\(\d\))?)?)`
const utc = String.raw`'(?:utc|gmt|z|etc/utc|\+00(?::00)?)'(?:::text)?`
/** Now, in each of its spellings; in UTC where it loses its zone. */
const now = new RegExp(
  String.raw`^(?:${call}|\(?${call}\)?(?:::[\w ]+)? AT TIME ZONE \(?${utc}\)?|(?:pg_catalog\.)?timezone\(${utc}, ${call}\)|date_trunc\('(?:milliseconds?|seconds?)'(?:::text)?, ${call}\))$`,
  'i',
)

const newUuid =
  /^(?:[\w"]+\.)?(?:gen_random_uuid|uuid_generate_v[147]|uuid_generate_v1mc|uuidv[47]|uuid_generate_v7|gen_uuid_v7|generate_uuidv7)\(\)$/i
const shortId =
  /^(?:[\w"]+\.)?(?:nanoid|cuid2?|gen_cuid|ksuid|xid|ulid|generate_ulid|gen_ulid|generate_nanoid|generate_cuid)\(\d*\)$/i
