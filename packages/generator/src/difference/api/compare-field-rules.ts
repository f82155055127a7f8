import type { FieldIR } from '@cambium/model/ir'
import { additive, breaking, type Change, neutral } from '../change.ts'
import { same } from '../pairs.ts'

/** What changed about the rules of a field that clients meet: ways between its states, unique values, defaults. */
export function compareFieldRules(entity: string, before: FieldIR, after: FieldIR): Change[] {
  const name = `${entity}.${after.name}`
  return [
    ...compareTransitions(name, before, after),
    ...compareUnique(name, before, after),
    ...compareDefault(name, before, after),
    ...compareFormula(name, before, after),
    ...compareWords(name, before, after),
  ]
}

function compareTransitions(name: string, before: FieldIR, after: FieldIR): Change[] {
  if (!before.choice || !after.choice) return []
  const old = before.choice.values
  const kept = after.choice.values.filter((value) => old.includes(value))
  const ways = kept.flatMap((from) =>
    kept.filter((to) => to !== from).map((to) => [from, to] as const),
  )
  const lost = ways.filter((way) => allows(before, way) && !allows(after, way))
  const won = ways.filter((way) => !allows(before, way) && allows(after, way))
  const list = (some: typeof ways) => some.map(([from, to]) => `from ${from} to ${to}`).join(', ')
  return [
    ...(lost.length > 0
      ? [breaking(`${name} may no longer go ${list(lost)}`, 'clients that change it so')]
      : []),
    ...(won.length > 0 ? [additive(`${name} may go ${list(won)}`)] : []),
  ]
}

function allows({ choice }: FieldIR, [from, to]: readonly [string, string]): boolean {
  const transitions = choice?.transitions ?? null
  return transitions === null || (transitions[from] ?? []).includes(to)
}

function compareUnique(name: string, before: FieldIR, after: FieldIR): Change[] {
  if (before.unique === after.unique) return []
  return after.unique
    ? [breaking(`${name} is unique`, 'clients that send a value that is taken')]
    : [additive(`${name} need not be unique`)]
}

function compareDefault(name: string, before: FieldIR, after: FieldIR): Change[] {
  if (same(before.default, after.default)) return []
  return [
    neutral(`${name} left out on create is ${defaultWords(after)}, was ${defaultWords(before)}`),
  ]
}

function defaultWords({ default: preset }: FieldIR): string {
  if (preset === null) return 'null'
  if ('literal' in preset) return JSON.stringify(preset.literal)
  return { now: 'the time', currentUser: 'the caller', uuid: 'a new uuid' }[preset.server]
}

function compareFormula(name: string, before: FieldIR, after: FieldIR): Change[] {
  const [old, now] = [before.computed?.expression.expr, after.computed?.expression.expr]
  return old && now && !same(old, now) ? [neutral(`${name} is worked out in another way`)] : []
}

function compareWords(name: string, before: FieldIR, after: FieldIR): Change[] {
  const changes: Change[] = []
  if (!before.deprecated && after.deprecated) {
    changes.push(neutral(`${name} is deprecated: ${after.deprecated}`))
  }
  const words = ({ doc, label, choice }: FieldIR) => [doc, label, choice?.labels]
  if (!same(words(before), words(after)))
    changes.push(neutral(`${name} is described in other words`))
  return changes
}
