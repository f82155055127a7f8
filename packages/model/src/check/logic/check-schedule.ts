import { type LogicDraft, type LogicSite, reportAt } from './logic-site.ts'

interface Part {
  says: string
  min: number
  max: number
  names?: readonly string[]
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const days = 'sun mon tue wed thu fri sat'.split(' ')

const parts: readonly Part[] = [
  { says: 'second', min: 0, max: 59 },
  { says: 'minute', min: 0, max: 59 },
  { says: 'hour', min: 0, max: 23 },
  { says: 'day of the month', min: 1, max: 31 },
  { says: 'month', min: 1, max: 12, names: months },
  { says: 'day of the week', min: 0, max: 7, names: days },
]

const nicknames = new Set('@yearly @annually @monthly @weekly @daily @midnight @hourly'.split(' '))

/** Reports a schedule that is none, a time zone that does not exist and a rate that says nothing. */
export function checkSchedule(draft: LogicDraft, site: LogicSite): void {
  const { schedule, timeZone, missed, rate } = draft.options
  const all = schedule === undefined ? [] : [schedule].flat()
  for (const [index, one] of all.entries()) {
    const problem = problemOf(String(one))
    const at = Array.isArray(schedule) ? ['schedule', String(index)] : ['schedule']
    const hint = "Minute, hour, day, month and day of the week: '0 8 * * 1-5' is 8:00 on weekdays"
    if (problem !== null) {
      reportAt(site, draft, { code: 'CAM513', at, message: `"${String(one)}" ${problem}`, hint })
    }
  }
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    const message = `There is no time zone "${timeZone}"`
    const hint = "A name of the IANA database: 'Europe/Berlin', 'UTC'"
    reportAt(site, draft, { code: 'CAM513', at: ['timeZone'], message, hint })
  }
  for (const name of ['timeZone', 'missed'] as const) {
    if ({ timeZone, missed }[name] === undefined || schedule !== undefined) continue
    const message = `"${name}" says something about a schedule, and there is none`
    const hint = "Add: schedule: '0 8 * * *'"
    reportAt(site, draft, { code: 'CAM513', at: [name], message, hint })
  }
  if (typeof rate === 'string' && !/^[1-9]\d{0,6}\/[1-9]\d{0,6}[smhd]$/.test(rate)) {
    const message = `"${rate}" is no rate`
    const hint = "How many in what time: '10/1m'"
    reportAt(site, draft, { code: 'CAM513', at: ['rate'], message, hint })
  }
}

function problemOf(schedule: string): string | null {
  const text = schedule.trim().toLowerCase()
  if (text.startsWith('@')) return nicknames.has(text) ? null : 'is no schedule'
  const fields = text.split(/\s+/)
  if (fields.length !== 5 && fields.length !== 6) {
    return `has ${fields.length} ${fields.length === 1 ? 'part' : 'parts'}, and a schedule five or six`
  }
  const meant = parts.slice(6 - fields.length)
  const wrong = meant.find((part, index) => !isField(fields[index] ?? '', part))
  return wrong === undefined ? null : `has no ${wrong.says} from ${wrong.min} to ${wrong.max}`
}

function isField(field: string, part: Part): boolean {
  return field.split(',').every((item) => {
    const [range = '', step, ...rest] = item.split('/')
    if (rest.length > 0 || (step !== undefined && !/^[1-9]\d{0,2}$/.test(step))) return false
    if (range === '*' || range === '?') return true
    if (range === 'l' && part.says === 'day of the month') return true
    const ends = range.split('-')
    if (ends.length > 2) return false
    return ends.every((end) => isValue(end, part))
  })
}

function isValue(text: string, { min, max, names, says }: Part): boolean {
  const plain = says === 'day of the week' ? text.replace(/(?:#[1-5l]|l)$/, '') : text
  if (names?.includes(plain)) return true
  return /^\d{1,2}$/.test(plain) && Number(plain) >= min && Number(plain) <= max
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
