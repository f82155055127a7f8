import type { EntityIR, RuleIR } from '@cambium/model'
import { alternativesOf, alternativeWords, ruleWords } from '../../access/index.ts'

/** The alternatives of a rule as a list, each in words and as it is written. */
export function ruleLines(entity: EntityIR, rule: RuleIR | null): string[] {
  if (!rule) return ['- the caller has the role admin: there is no rule']
  const alternatives = alternativesOf(rule)
  if (alternatives.length === 0) return ['- nobody: `none`']
  return alternatives.map((alternative) => {
    const { conditions } = alternative
    const sources = new Set(conditions.map((condition) => ruleWords(entity, condition)))
    const source = sources.size > 0 ? [...sources].join(' and ') : 'public'
    return `- ${alternativeWords(entity, alternative)}: ${codeSpan(source)}`
  })
}

function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = longest > 0 ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}
