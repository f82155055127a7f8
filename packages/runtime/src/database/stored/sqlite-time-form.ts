import { encodeValue } from '../column-codec.ts'
import { type Sql, type SqlPart, sql } from '../sql.ts'
import { raw } from '../sql-text.ts'
import { readDay, readInstant } from './read-time.ts'
import type { StoredForm } from './stored-form.ts'
import { drawTime } from './time-picture.ts'

type TimeKind = 'instant' | 'date'

/** What SQLite's own functions are told beside the column, and how often a second is counted. */
const counted: {
  readonly [type: string]: { modifier: string; perSecond: number; offset: number }
} = {
  epoch: { modifier: `, 'unixepoch'`, perSecond: 1, offset: 0 },
  milliseconds: { modifier: `, 'unixepoch'`, perSecond: 1_000, offset: 0 },
  microseconds: { modifier: `, 'unixepoch'`, perSecond: 1_000_000, offset: 0 },
  julian: { modifier: '', perSecond: 1 / 86_400, offset: 2_440_587.5 },
}

/**
 * How SQLite holds days and points in time: by a picture (`YYYY-MM-DD HH:MM:SS`), counted (`epoch`, `milliseconds`,
 * `microseconds`, `julian`), or `mixed`, where rows differ and SQLite puts them in one form, which no index helps.
 */
export function sqliteTimeForm(
  plain: StoredForm,
  {
    kind,
    type = kind === 'date' ? 'YYYY-MM-DD' : 'YYYY-MM-DDTHH:MM:SS.SSSZ',
  }: { kind: TimeKind; type: string | undefined },
): StoredForm {
  const decode = (value: unknown): unknown =>
    kind === 'date' ? readDay(String(value)) : readInstant(String(value))
  const ownForm = raw(kind === 'date' ? `'%Y-%m-%d'` : `'%Y-%m-%dT%H:%M:%fZ'`)
  const own = (column: Sql): Sql => sql`strftime(${ownForm}, ${column})`
  if (type === 'mixed') {
    const text = mixed(ownForm)
    const select = (column: Sql): Sql => sql`coalesce(${text(column)}, ${column})`
    return { ...plain, select, decode, encode: written(kind), compare: text, own: text }
  }
  const unit = counted[type]
  if (unit) return countedForm(plain, { kind, unit, ownForm })
  return { ...plain, decode, encode: (value) => drawn(kind, type, value), own }
}

/** What was read as text because it is no time is found as such. */
function drawn(kind: TimeKind, picture: string, value: unknown): string {
  const isUnfit = typeof value === 'string' && !/^\d{4}-\d\d-\d\d/.test(value)
  return isUnfit ? value : drawTime(picture, instantOf(kind, value))
}

/** Numbers are days where they are as small as those of days, else seconds. */
function mixed(ownForm: Sql): (column: Sql) => Sql {
  return (column) => sql`case when typeof(${column}) in ('integer', 'real')
    then strftime(${ownForm}, ${column}, 'auto') else strftime(${ownForm}, ${column}) end`
}

function countedForm(
  plain: StoredForm,
  { kind, unit, ownForm }: { kind: TimeKind; unit: (typeof counted)[string]; ownForm: Sql },
): StoredForm {
  const { modifier, perSecond, offset } = unit
  const rounded = perSecond >= 1
  const own = (column: Sql): Sql => {
    const seconds = perSecond > 1 ? sql`${column} / ${raw(`${perSecond}.0`)}` : column
    return sql`strftime(${ownForm}, ${seconds}${raw(modifier)})`
  }
  const write = (value: unknown): SqlPart => {
    if (Number.isNaN(Date.parse(String(value)))) return String(value)
    const count = (Date.parse(instantOf(kind, value)) / 1_000) * perSecond + offset
    return rounded ? Math.round(count) : count
  }
  const milliseconds = (value: unknown): number => ((Number(value) - offset) / perSecond) * 1_000
  return {
    ...plain,
    decode: (value) => {
      const time = new Date(Math.round(milliseconds(value)))
      if (value === '' || Number.isNaN(time.getTime())) {
        return kind === 'date' ? readDay(String(value)) : readInstant(String(value))
      }
      const text = time.toISOString()
      return kind === 'date' ? text.slice(0, 10) : text
    },
    // days in fractions are not the same number on the way back
    ...(rounded ? { encode: write } : { encode: written(kind), write, compare: own, select: own }),
    own,
  }
}

function instantOf(kind: TimeKind, value: unknown): string {
  if (kind === 'date') return `${String(value)}T00:00:00.000Z`
  const known = typeof value === 'string' ? readInstant(value) : undefined
  return known ?? String(written(kind)(value))
}

function written(kind: TimeKind): (value: unknown) => SqlPart {
  const column = { type: kind, name: '', expression: null, scale: 0 } as const
  return (value) => encodeValue(column, value)
}
