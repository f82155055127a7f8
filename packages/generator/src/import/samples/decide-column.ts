import type { SourceType } from '../source/index.ts'
import { type ColumnFacts, mostChoices } from './facts/index.ts'
import type { DateOrder, TextForm } from './forms/index.ts'

/** What a column is, how its values are read, and what should be said of it. */
export interface ColumnPlan {
  type: SourceType
  reading: ColumnReading
  note: string | null
}

export interface ColumnReading {
  /** `plain`: as it is; `text`: whatever it is, as text. */
  form: TextForm | 'plain' | 'text' | 'zeroOne' | 'number'
  order: DateOrder
}

const text: SourceType = { kind: 'text', max: null }

/** Decides by all values of the column. */
export function decideColumn(facts: ColumnFacts): ColumnPlan {
  const kinds = [...facts.kinds.keys()]
  const [kind] = kinds
  if (kind === undefined) return plan(text, 'plain', 'it is empty in every row: taken for a text')
  if (kinds.length === 1 && kind === 'text') return textColumn(facts)
  if (kinds.every((one) => one === 'integer' || one === 'real')) return numberColumn(facts)
  if (kinds.length === 1 && kind === 'boolean') return plan({ kind: 'boolean' }, 'plain')
  if (kinds.length === 1 && kind === 'list') return listColumn(facts)
  if (kinds.every((one) => one !== 'list' && one !== 'object')) {
    return plan(text, 'text', `it holds ${counted(facts)}: all are kept as text`)
  }
  return plan(
    { kind: 'json' },
    'plain',
    kinds.length === 1 ? null : `it holds ${counted(facts)}: all are kept as JSON`,
  )
}

function plan(
  type: SourceType,
  form: ColumnReading['form'],
  note: string | null = null,
): ColumnPlan {
  return { type, reading: { form, order: 'ymd' }, note }
}

function counted({ kinds }: ColumnFacts): string {
  return [...kinds].map(([kind, count]) => `${count} of type ${kind}`).join(', ')
}

const amount = /(?:price|amount|total|cost|balance|fee|sum|salary|tax|discount|revenue)$/i
const greatestInt = 2 ** 31 - 1

function numberColumn(facts: ColumnFacts): ColumnPlan {
  if (!facts.kinds.has('real')) return plan(integerType(facts), 'plain')
  const { fraction } = facts.digits
  if (amount.test(facts.name) && fraction <= 4) return plan(decimalType(facts), 'number')
  return plan({ kind: 'real' }, 'plain')
}

function integerType({ greatest }: ColumnFacts): SourceType {
  return { kind: 'integer', bits: greatest > greatestInt ? 64 : 32 }
}

/** Room for as much again before the point, and for cents at least. */
function decimalType({ digits }: ColumnFacts): SourceType {
  const scale = Math.max(2, digits.fraction)
  return { kind: 'decimal', precision: Math.max(12, digits.whole + 3) + scale, scale }
}

function listColumn({ elements }: ColumnFacts): ColumnPlan {
  const kinds = [...elements]
  if (kinds.length === 0) return plan({ kind: 'json' }, 'plain')
  if (kinds.every((one) => one === 'integer' || one === 'real')) {
    const of: SourceType = kinds.includes('real') ? { kind: 'real' } : { kind: 'integer', bits: 64 }
    return plan({ kind: 'list', of }, 'plain')
  }
  const [only] = kinds
  if (kinds.length > 1 || only === 'other') return plan({ kind: 'json' }, 'plain')
  return plan({ kind: 'list', of: only === 'boolean' ? { kind: 'boolean' } : text }, 'plain')
}

const yesOrNo =
  /^(?:is|has|can|was|should|allow)(?:[A-Z_ ]|$)|(?:active|enabled|disabled|visible|hidden|deleted|published|archived|verified|paid|done|completed|delivered)$/i

function textColumn(facts: ColumnFacts): ColumnPlan {
  const form = formOf(facts)
  if (form === null) return choiceOrText(facts)
  const made = typeOf(form, facts)
  const order = orderOf(facts)
  return {
    type: made,
    reading: { form: made.kind === 'boolean' && form === 'integer' ? 'zeroOne' : form, order },
    note:
      [absentNote(facts), dayNote(facts, form)].filter((one) => one !== null).join('; ') || null,
  }
}

/** Forms that all values have: the first of them, if there is any value beside words for nothing. */
function formOf(facts: ColumnFacts): TextForm | null {
  const absent = [...facts.absent.values()].reduce((sum, count) => sum + count, 0)
  if (absent === facts.filled) return null
  const [form] = facts.forms
  return form ?? null
}

function typeOf(form: TextForm, facts: ColumnFacts): SourceType {
  switch (form) {
    case 'integer':
      if (facts.greatest <= 1 && yesOrNo.test(facts.name)) return { kind: 'boolean' }
      return integerType(facts)
    case 'decimal':
    case 'commaDecimal':
      return decimalType(facts)
    case 'instant':
      return { kind: 'instant', zoned: facts.isZoned }
    default:
      return { kind: form }
  }
}

function orderOf({ orders }: ColumnFacts): DateOrder {
  // Where both would do, a slash stands in American dates more often than in others.
  return (['ymd', 'words', 'mdy', 'dmy'] as const).find((order) => orders.has(order)) ?? 'ymd'
}

function dayNote({ orders }: ColumnFacts, form: TextForm): string | null {
  const isDay = form === 'date' || form === 'instant'
  if (!isDay || !orders.has('dmy') || !orders.has('mdy')) return null
  return 'no value tells whether the day or the month stands first: the month is taken for it'
}

function absentNote({ absent }: ColumnFacts): string | null {
  if (absent.size === 0) return null
  const words = [...absent].map(([word, count]) => `${JSON.stringify(word)} (${count} times)`)
  return `${words.join(', ')} is read as no value`
}

const leastRows = 20
const word = /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u

/** Few values that come again and again are a choice. */
function choiceOrText(facts: ColumnFacts): ColumnPlan {
  const values = [...(facts.choices ?? [])]
  const isChoice =
    facts.filled >= leastRows &&
    values.length > 1 &&
    values.length <= mostChoices &&
    values.length * 5 <= facts.filled &&
    values.every((value) => word.test(value))
  if (!isChoice) return plan(text, 'plain')
  return plan(
    { kind: 'choice', name: null, values: values.toSorted() },
    'plain',
    `${facts.filled} rows have no more than ${values.length} values: taken for a choice`,
  )
}
