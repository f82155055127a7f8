import type { DatabaseSync } from 'node:sqlite'
import type { SourceDefault, SourceType } from '../../source/index.ts'
import { type DecidedType, type RawValue, valueReader } from '../values/index.ts'

const keyword = /^current_(?:timestamp|date|time)$/i
const call =
  /^(?:cast\s*\()?\(*\s*(?:datetime|strftime|unixepoch|julianday|date|time)\s*\(([^()]*)\)\s*\)*(?:\s*\*\s*1000(?:\.0)?)?\s*\)*(?:\s+as\s+\w+\s*\))?$/i

/** Whether a default is the time of now, in any of its spellings; another day or hour is not. */
export function isNow(sql: string | null): boolean {
  const text = bare(sql ?? '')
  const args = call.exec(text)?.[1]
  if (args === undefined) return keyword.test(text)
  const isHere =
    /'now'/i.test(args) || !/'[^']*%|\d/.test(args.replace(/'(?:subsec|utc|localtime)'/gi, ''))
  return isHere && !/'\s*[+-]|start of|weekday/i.test(args)
}

/** What the default of a column means, by the type it was taken for. */
export function defaultOf(
  db: DatabaseSync,
  sql: string | null,
  decided: DecidedType,
): SourceDefault | null {
  if (sql === null) return null
  const text = bare(sql)
  if (/^null$/i.test(text)) return null
  if (isNow(text)) return isTime(decided.type) ? { kind: 'now' } : { kind: 'sql', sql }
  if (/randomblob\s*\(/i.test(text)) return randomDefault(text, decided.type)
  const value = literalOf(db, text)
  if (value === undefined) return { kind: 'sql', sql }
  if (value === null) return null
  return { kind: 'literal', value: valueReader(decided)(value) }
}

function isTime({ kind }: SourceType): boolean {
  return kind === 'instant' || kind === 'date' || kind === 'time'
}

function bare(sql: string): string {
  let text = sql.trim()
  while (/^\((?:[^()']|'(?:[^']|'')*'|\((?:[^()]|\([^()]*\))*\))*\)$/.test(text))
    text = text.slice(1, -1).trim()
  return text
}

/** Texts with dashes at the right places are UUIDs, others are short ids. */
function randomDefault(sql: string, type: SourceType): SourceDefault {
  const isUuid = type.kind === 'uuid' || /'-4?'/.test(sql)
  if (isUuid) return { kind: 'uuid' }
  return /^lower\s*\(\s*hex\s*\(/i.test(sql) ? { kind: 'shortId' } : { kind: 'sql', sql }
}

const literal =
  /^(?:[+-]?\s*(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?0x[\da-f]+|x?'(?:[^']|'')*'|true|false)$/i

/** The value of a literal; a text in double quotes is one too, for it names no column. */
function literalOf(db: DatabaseSync, text: string): RawValue | undefined {
  if (/^"(?:[^"]|"")*"$/.test(text)) return text.slice(1, -1).replaceAll('""', '"')
  if (!literal.test(text)) return undefined
  const statement = db.prepare(`select ${text} as value`)
  statement.setReadBigInts(true)
  return statement.get()?.value ?? null
}
