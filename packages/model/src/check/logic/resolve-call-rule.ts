import type { JsonValue, RuleIR } from '../../ir/index.ts'
import { nearestName } from '../nearest-name.ts'
import { asObject, describe, isMade } from '../source-model.ts'
import { type LogicDraft, type LogicSite, reportAt } from './logic-site.ts'

const words = ['public', 'signedIn', 'none'] as const
const hint =
  "There is no row to look at. It takes 'public', 'signedIn', 'none', role('staff'), [any of] or { all: [...] }; ask anything else in run"

interface RulePlace {
  draft: LogicDraft
  at: readonly string[]
  site: LogicSite
}

/** Who may call: a rule that asks the caller alone; `null` when it is none, which is reported. */
export function resolveCallRule(value: JsonValue, place: RulePlace): RuleIR | null {
  const word = words.find((candidate) => candidate === value)
  if (word !== undefined) return { type: word }
  if (Array.isArray(value)) return resolveParts('any', value, place)
  if (isMade(value, 'rule') && value.rule === 'role') return resolveRole(value.arguments, place)
  const all = asObject(value)?.all
  if (Array.isArray(all)) return resolveParts('all', all, { ...place, at: [...place.at, 'all'] })
  const what = isMade(value, 'rule') ? `${String(value.rule)}()` : describe(value)
  const nearest = typeof value === 'string' ? nearestName(value, words) : null
  const message = `The rule of a function cannot be ${what}`
  reportAt(place.site, place.draft, { code: 'CAM512', at: place.at, message, hint, nearest })
  return null
}

function resolveParts(
  type: 'any' | 'all',
  parts: readonly JsonValue[],
  place: RulePlace,
): RuleIR | null {
  if (parts.length === 0) {
    const message = `An empty list of rules would mean ${type === 'any' ? 'nobody' : 'everybody'}`
    const meant = `Say so: '${type === 'any' ? 'none' : 'public'}'`
    reportAt(place.site, place.draft, { code: 'CAM512', at: place.at, message, hint: meant })
    return null
  }
  const rules = parts.flatMap((part, index) => {
    const rule = resolveCallRule(part, { ...place, at: [...place.at, String(index)] })
    return rule === null ? [] : [rule]
  })
  if (rules.length < parts.length) return null
  const [only] = rules
  return only !== undefined && rules.length === 1 ? only : { type, rules }
}

function resolveRole(given: JsonValue | undefined, place: RulePlace): RuleIR | null {
  const { site, draft } = place
  const names = Array.isArray(given) ? given : []
  const known = `The roles are: ${site.roles.join(', ')}. Others go in cambium.config.ts`
  if (names.length === 0) {
    const message = 'role() names no role'
    reportAt(site, draft, { code: 'CAM171', at: place.at, message, hint: known })
  }
  const unknown = names.filter((name) => !site.roles.includes(String(name)))
  for (const name of unknown) {
    reportAt(site, draft, {
      code: 'CAM171',
      at: [...place.at, String(names.indexOf(name))],
      message: `There is no role ${describe(name)}`,
      hint: known,
      nearest: typeof name === 'string' ? nearestName(name, site.roles) : null,
    })
  }
  if (names.length === 0 || unknown.length > 0) return null
  return { type: 'role', roles: [...new Set(names.map(String))] }
}
