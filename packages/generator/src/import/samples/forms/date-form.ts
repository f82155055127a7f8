/** How the parts of a date follow each other. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy' | 'words'

/** A date that was read, and what it could have meant otherwise. */
export interface ReadDate {
  /** `YYYY-MM-DD`. */
  date: string
  order: DateOrder
}

const numeric = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})$/
const dayFirst = /^(\d{1,2})\.? ([A-Za-z]{3,9})\.?,? (\d{4})$/
const monthFirst = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Every way in which a text is a date; none where it is no day of the calendar. */
export function datesIn(text: string): ReadDate[] {
  const parts = numeric.exec(text)
  if (parts === null) return wordsDate(text)
  const [, first = '', mark = '', second = '', third = ''] = parts
  if (first.length === 4) return mark === '.' ? [] : dated('ymd', [first, second, third])
  if (third.length !== 4) return []
  const day = dated('dmy', [third, second, first])
  // Points are never written between a month and a day.
  return mark === '.' ? day : [...day, ...dated('mdy', [third, first, second])]
}

function wordsDate(text: string): ReadDate[] {
  const early = dayFirst.exec(text)
  const late = early ? null : monthFirst.exec(text)
  const [, one = '', two = '', year = ''] = early ?? late ?? []
  if (year === '') return []
  const [day, name] = early ? [one, two] : [two, one]
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1
  return month === 0 ? [] : dated('words', [year, String(month), day])
}

function dated(order: DateOrder, [year, month, day]: [string, string, string]): ReadDate[] {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  if (m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return []
  return [{ date: `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`, order }]
}
