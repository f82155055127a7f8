import type { JsonValue } from '@cambium/model'
import {
  type DateOrder,
  hasForm,
  instantParts,
  ordersOf,
  type TextForm,
  textForms,
  typedForms,
} from '../forms/index.ts'
import { createValueSet, type ValueSet } from './value-set.ts'

/** What was seen in one column. */
export interface ColumnFacts {
  name: string
  filled: number
  /** Values of JSON by their type; everything of a CSV file is a text. */
  kinds: Map<'text' | 'integer' | 'real' | 'boolean' | 'list' | 'object', number>
  /** Forms that every text has. */
  forms: Set<TextForm>
  /** Orders in which every date can be read. */
  orders: Set<DateOrder>
  /** Some instant says its zone. */
  isZoned: boolean
  /** Words for "nothing" (`N/A`), which count as values in a column of texts only. */
  absent: Map<string, number>
  longest: number
  /** Digits of decimals before and behind the point. */
  digits: { whole: number; fraction: number }
  /** The greatest number, without its sign. */
  greatest: number
  /** The values, while they are few. */
  choices: Set<string> | null
  /** Every value, while none came twice. */
  unique: ValueSet | null
  /** Every value, of a column that may refer to others. */
  referring: ValueSet | null
  elements: Set<'text' | 'integer' | 'real' | 'boolean' | 'other'>
}

const absentWords = /^(?:n\/?a|#n\/a|none|nil|nan|-|--|\?|unknown)$/i
const nothing = /^(?:|null|\\n)$/i
/** How many values a choice has at most. */
export const mostChoices = 12
const longestChoice = 40

/** A column of which nothing was seen yet. `isTyped`: its texts are those of JSON, and never numbers. */
export function newFacts(name: string, { isTyped }: { isTyped: boolean }): ColumnFacts {
  return {
    name,
    filled: 0,
    kinds: new Map(),
    forms: new Set(isTyped ? typedForms : textForms),
    orders: new Set(['ymd', 'dmy', 'mdy', 'words']),
    isZoned: false,
    absent: new Map(),
    longest: 0,
    digits: { whole: 0, fraction: 0 },
    greatest: 0,
    choices: new Set(),
    unique: createValueSet(),
    referring: /(?:_id|[a-z]I[dD]|_key|_uuid)$/.test(name) ? createValueSet() : null,
    elements: new Set(),
  }
}

/** Whether a cell says that there is nothing. */
export function isNothing(text: string): boolean {
  return text.length < 5 && nothing.test(text)
}

/** Whether a cell has a word for nothing, as a column of numbers or dates may. */
export function isAbsentWord(text: string): boolean {
  return text.length < 8 && absentWords.test(text)
}

/** Looks at one value of a column. */
export function observeValue(facts: ColumnFacts, value: JsonValue): void {
  if (value === null || (typeof value === 'string' && isNothing(value))) return
  facts.filled++
  if (typeof value === 'string') observeText(facts, value)
  else observeTyped(facts, value)
}

function observeText(facts: ColumnFacts, raw: string): void {
  const text = raw.trim()
  count(facts, 'text')
  keep(facts, text)
  if (text.length > facts.longest) facts.longest = text.length
  if (isAbsentWord(text)) {
    facts.absent.set(text, (facts.absent.get(text) ?? 0) + 1)
    return
  }
  for (const form of facts.forms) if (!hasForm(text, form)) facts.forms.delete(form)
  if (facts.forms.size === 0) return
  if (facts.forms.has('decimal') || facts.forms.has('commaDecimal')) observeDigits(facts, text)
  if (facts.forms.has('integer')) facts.greatest = Math.max(facts.greatest, Math.abs(Number(text)))
  if (facts.forms.has('date') || facts.forms.has('instant')) observeDay(facts, text)
}

function observeDay(facts: ColumnFacts, text: string): void {
  const orders = ordersOf(text)
  for (const order of facts.orders) if (!orders.includes(order)) facts.orders.delete(order)
  // Days that no one order reads are none.
  if (facts.orders.size === 0) {
    facts.forms.delete('date')
    facts.forms.delete('instant')
  }
  if (facts.forms.has('instant')) facts.isZoned ||= (instantParts(text)?.zone ?? null) !== null
}

function observeDigits({ digits, forms }: ColumnFacts, text: string): void {
  const point = forms.has('decimal') ? '.' : ','
  const [whole = '', fraction = ''] = text.split(point)
  digits.whole = Math.max(digits.whole, whole.replaceAll(/\D/g, '').length)
  digits.fraction = Math.max(digits.fraction, fraction.length)
}

function keep(facts: ColumnFacts, text: string): void {
  if (facts.choices !== null && !facts.choices.has(text)) {
    if (facts.choices.size === mostChoices || text.length > longestChoice) facts.choices = null
    else facts.choices.add(text)
  }
  if (facts.unique !== null && !facts.unique.add(text)) facts.unique = null
  facts.referring?.add(text)
}

function observeTyped(facts: ColumnFacts, value: JsonValue): void {
  if (Array.isArray(value)) {
    count(facts, 'list')
    for (const one of value) if (one !== null) facts.elements.add(elementKind(one))
  } else if (typeof value === 'number') {
    count(facts, Number.isSafeInteger(value) ? 'integer' : 'real')
    facts.greatest = Math.max(facts.greatest, Math.abs(value))
    const [whole = '', fraction = ''] = String(Math.abs(value)).split('.')
    facts.digits.whole = Math.max(facts.digits.whole, whole.length)
    facts.digits.fraction = Math.max(facts.digits.fraction, fraction.length)
    keep(facts, String(value))
  } else count(facts, typeof value === 'boolean' ? 'boolean' : 'object')
}

function elementKind(value: JsonValue): 'text' | 'integer' | 'real' | 'boolean' | 'other' {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value !== 'number') return 'other'
  return Number.isSafeInteger(value) ? 'integer' : 'real'
}

function count(
  facts: ColumnFacts,
  kind: 'text' | 'integer' | 'real' | 'boolean' | 'list' | 'object',
) {
  facts.kinds.set(kind, (facts.kinds.get(kind) ?? 0) + 1)
}
