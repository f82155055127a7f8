import type { ValueSchema } from '../../emit/index.ts'
import { same } from '../pairs.ts'

/** How the values of a schema changed, in words. */
export interface SchemaDifference {
  /** Values that are possible now and were not. */
  wider: string[]
  /** Values that were possible and are not any more. */
  narrower: string[]
}

const none: SchemaDifference = { wider: [], narrower: [] }

/** What a schema allows that the former one did not, and the other way round. */
export function compareSchemas(before: ValueSchema, after: ValueSchema): SchemaDifference {
  const types = compareTypes(before, after)
  const nulls = compareNull(before, after)
  // limits of another type say nothing about this one
  if (types !== none) return joined([types, nulls])
  return joined([
    nulls,
    compareValues(before, after),
    ...limits.map((limit) => compareLimit(limit, before, after)),
    ...exactly.map((keyword) => compareExactly(keyword, before, after)),
    compareItems(before, after),
  ])
}

/** What of a difference the readers of an answer notice: other types, null and values, not other limits. */
export function compareAnswers(before: ValueSchema, after: ValueSchema): SchemaDifference {
  return joined([
    compareTypes(before, after),
    compareNull(before, after),
    compareValues(before, after),
    compareExactly('format', before, after),
    compareItems(before, after),
  ])
}

function compareTypes(before: ValueSchema, after: ValueSchema): SchemaDifference {
  const [old, now] = [typesOf(before), typesOf(after)]
  if (same(old, now)) return none
  const words = `${typeWords(now)}, was ${typeWords(old)}`
  return {
    wider: now.length === 0 || now.some((type) => !old.includes(type)) ? [words] : [],
    narrower: old.length === 0 || old.some((type) => !now.includes(type)) ? [words] : [],
  }
}

function typesOf({ type }: ValueSchema): string[] {
  const types = Array.isArray(type) ? type.map(String) : type === undefined ? [] : [String(type)]
  return types.filter((one) => one !== 'null').sort()
}

function typeWords(types: readonly string[]): string {
  return types.length === 0 ? 'any JSON' : types.join(' or ')
}

function compareNull(before: ValueSchema, after: ValueSchema): SchemaDifference {
  const [old, now] = [mayBeNull(before), mayBeNull(after)]
  if (old === now) return none
  return now ? { wider: ['may be null'], narrower: [] } : { wider: [], narrower: ['never null'] }
}

function mayBeNull({ type }: ValueSchema): boolean {
  return type === undefined || (Array.isArray(type) && type.includes('null'))
}

function compareValues(before: ValueSchema, after: ValueSchema): SchemaDifference {
  const [old, now] = [valuesOf(before), valuesOf(after)]
  if (old === null && now === null) return none
  if (old === null) return { wider: [], narrower: [`only ${now?.join(', ')}`] }
  if (now === null) return { wider: [`any value, was only ${old.join(', ')}`], narrower: [] }
  const added = now.filter((value) => !old.includes(value))
  const removed = old.filter((value) => !now.includes(value))
  return {
    wider: added.length > 0 ? [`may be ${added.join(', ')}`] : [],
    narrower: removed.length > 0 ? [`never ${removed.join(', ')}`] : [],
  }
}

function valuesOf(schema: ValueSchema): string[] | null {
  return Array.isArray(schema.enum) ? schema.enum.map(String) : null
}

interface Limit {
  keyword: string
  /** Whether a greater number allows more. */
  isUpper: boolean
  words: string
}

const limits: readonly Limit[] = [
  { keyword: 'maxLength', isUpper: true, words: 'characters at most' },
  { keyword: 'minLength', isUpper: false, words: 'characters at least' },
  { keyword: 'maximum', isUpper: true, words: 'at most' },
  { keyword: 'minimum', isUpper: false, words: 'at least' },
  { keyword: 'maxItems', isUpper: true, words: 'values at most' },
  { keyword: 'minItems', isUpper: false, words: 'values at least' },
]

function compareLimit(
  { keyword, isUpper, words }: Limit,
  before: ValueSchema,
  after: ValueSchema,
): SchemaDifference {
  const [old, now] = [before[keyword], after[keyword]]
  if (old === now) return none
  const says = `${words} ${now ?? 'anything'}, was ${old ?? 'anything'}`
  const free = isUpper ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  const grows = Number(now ?? free) > Number(old ?? free)
  return grows === isUpper ? { wider: [says], narrower: [] } : { wider: [], narrower: [says] }
}

/** Where one value is as good as another, so that a change is both. */
const exactly = ['format', 'pattern', 'multipleOf'] as const

function compareExactly(
  keyword: (typeof exactly)[number],
  before: ValueSchema,
  after: ValueSchema,
): SchemaDifference {
  const [old, now] = [before[keyword], after[keyword]]
  if (old === now) return none
  const says = `${keyword} ${now ?? 'free'}, was ${old ?? 'free'}`
  return {
    wider: old === undefined ? [] : [says],
    narrower: now === undefined ? [] : [says],
  }
}

function compareItems(before: ValueSchema, after: ValueSchema): SchemaDifference {
  if (!isSchema(before.items) || !isSchema(after.items)) return none
  const { wider, narrower } = compareSchemas(before.items, after.items)
  const each = (words: string[]): string[] => words.map((one) => `each ${one}`)
  return { wider: each(wider), narrower: each(narrower) }
}

function isSchema(value: unknown): value is ValueSchema {
  return typeof value === 'object' && value !== null
}

function joined(parts: readonly SchemaDifference[]): SchemaDifference {
  return {
    wider: parts.flatMap(({ wider }) => wider),
    narrower: parts.flatMap(({ narrower }) => narrower),
  }
}
