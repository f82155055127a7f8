import { camelOf, plainWords } from './plain-words.ts'
import type { RelationPlan } from './plan-relations.ts'

/** Endings of columns that hold an id, which a relation does not have. */
const idWords: ReadonlySet<string> = new Set(['id', 'uuid', 'guid', 'fk'])

/** The names a relation may have, the best one first. */
export function relationCandidates(plan: RelationPlan, { target }: { target: string }): string[] {
  const { foreignKey } = plan
  const words = plainWords(target)
  const own = camelOf(words)
  const given = foreignKey.relation
  const isFine = given !== null && /^[A-Za-z][A-Za-z0-9_]*$/.test(given)
  const named = isFine ? given : camelOf(plainWords(given ?? ''))
  const base = baseOf(plan, words)
  return [...new Set([named, base, own, `${base}Record`].filter((name) => /^[A-Za-z]/.test(name)))]
}

/** What a column says of whom it refers to: `billing_address_id` gives `billingAddress`. */
function baseOf({ columns, target, isOverFields }: RelationPlan, targetWords: string[]): string {
  const [column] = columns
  if (column === undefined || (isOverFields && columns.length > 1)) return camelOf(targetWords)
  const words = plainWords(column.field ?? column.name)
  const keyWords = plainWords(target.primaryKey[0] ?? '')
  const [first = '', ...rest] = words
  const whole = words.join('')
  if (whole === keyWords.join('') || whole === 'id') return camelOf(targetWords)
  if (idWords.has(words.at(-1) ?? '')) return camelOf(words.slice(0, -1))
  if (idWords.has(first) && rest.length > 0) return camelOf(rest)
  if (whole === `${targetWords.join('')}id`) return camelOf(targetWords)
  const tail = words.slice(-keyWords.length).join('')
  return tail === keyWords.join('') && words.length > keyWords.length
    ? camelOf(words.slice(0, -keyWords.length))
    : camelOf(words)
}
