import type { RandomData } from '../model/index.ts'
import type { RandomRule } from '../write/index.ts'
import type { GraphRow, RecordGraph } from './record-graph.ts'
import type { Situation } from './situation.ts'

/** Decides a row by running the very arrow of the rule as JavaScript, on records that lead to each other. */
export type Oracle = (row: GraphRow, situation: Situation) => unknown

/** The arrow as a function. What it needs to know of users is said here once more, without the compiler. */
export function createOracle(rule: RandomRule, graph: RecordGraph, data: RandomData): Oracle {
  const arrow: unknown = new Function(`return ${rule.text}`)()
  if (typeof arrow !== 'function') throw new Error('a rule is an arrow')
  const mentionsUser = /=>.*(?<!\.)\buser\b/.test(rule.text)
  const isFormula = rule.purpose === 'computed'
  return (row, situation) => {
    const { caller, now } = situation
    const user = caller.id === null ? null : graph.row('User', caller.id)
    const isThere = data.rows
      .get('User')
      ?.some((one) => one.id === caller.id && (one.deletedAt ?? null) === null)
    if (mentionsUser && caller.id === null) return false
    if (rule.readsUserRow && !isThere) return false
    const hasRole = (...roles: string[]): boolean =>
      roles.some((role) => caller.roles.includes(role))
    const seen = Object.defineProperties({ id: caller.id, hasRole }, descriptorsOf(user))
    const { entity } = rule
    const next = graph.loose(entity.name, situation.next)
    const previous =
      situation.previous === null ? null : graph.loose(entity.name, situation.previous)
    const value: unknown =
      rule.purpose === 'rule' ? arrow(row, seen, { next, now }) : arrow(row, { previous, now })
    return isFormula ? (value ?? null) : Boolean(value)
  }
}

function descriptorsOf(row: GraphRow | null): PropertyDescriptorMap {
  return row === null ? {} : Object.getOwnPropertyDescriptors(row)
}
