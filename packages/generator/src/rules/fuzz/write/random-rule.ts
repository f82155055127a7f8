import type { EntityIR } from '@cambium/model/ir'
import type { Schema } from '../../schema/index.ts'
import type { Site } from '../../site.ts'
import type { Random } from '../random.ts'
import { randomCondition } from './random-condition.ts'
import { randomFormula } from './random-formula.ts'
import { randomNumber } from './random-number.ts'
import type { RuleWriter, Sight } from './rule-writer.ts'

/** A random arrow, and what it takes. */
export interface RandomRule {
  text: string
  purpose: Site['purpose']
  entity: EntityIR
  /** Speaks of the user's row, and not only of the id and the roles. */
  readsUserRow: boolean
}

/** Writes an arrow that may be a rule, a check or a formula; people's mistakes included. */
export function randomRule(schema: Schema, entity: EntityIR, random: Random): RandomRule {
  const purpose = random.pick(['rule', 'rule', 'rule', 'rule', 'check', 'computed'] as const)
  const isRule = purpose === 'rule'
  const hasUser = isRule && random.chance(0.8)
  const hasContext = purpose !== 'computed' && random.chance(purpose === 'check' ? 0.7 : 0.35)
  const isFlat = random.chance(0.25)
  const names = ['x', 'y', 'row', 'now2', 'm', 'ctx']
  let made = 0
  const writer: RuleWriter = {
    random,
    schema,
    now: hasContext ? 'now' : null,
    user: hasUser ? 'user' : null,
    isFlat,
    variable: () => {
      made += 1
      return random.chance(0.2) ? random.pick(names) : `v${made}`
    },
    condition: (depth, sights) => randomCondition(writer, depth, sights),
    number: (depth, sights) => randomNumber(writer, depth, sights),
  }
  const sights: Sight[] = [
    { text: 't', entity },
    { text: 't', entity },
  ]
  const user = schema.entity('User')
  if (hasUser && !isFlat && user !== undefined && random.chance(0.5))
    sights.push({ text: 'user', entity: user })
  const input = isRule ? 'next' : 'previous'
  if (hasContext) sights.push({ text: input, entity, isInput: true })
  const body =
    purpose === 'computed'
      ? randomFormula(writer, sights)
      : writer.condition(1 + random.below(3), sights)
  const context = hasContext ? [`{ ${input}, now }`] : []
  const between = isRule && (hasUser || hasContext) ? ['user'] : []
  const parameters = ['t', ...between, ...context].join(', ')
  const guard =
    purpose === 'check' && hasContext && random.chance(0.8) ? 'previous === null || ' : ''
  const text = `(${parameters}) => ${guard}${guard === '' ? body : `(${body})`}`
  return { text, purpose, entity, readsUserRow: /(?<!\.)\buser\??\.(?!id\b|hasRole\b)/.test(text) }
}
