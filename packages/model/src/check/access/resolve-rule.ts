import type { JsonValue, RuleIR } from '../../ir/index.ts'
import { nearestName } from '../nearest-name.ts'
import { arrowText, asObject, describe, isMade, type JsonObject } from '../source-model.ts'
import type { AccessSite, RulePlace } from './access-site.ts'
import { resolveAcl, resolveOnly, resolveOwner, resolveRole } from './resolve-named-rule.ts'

const words = ['public', 'signedIn', 'none'] as const

const forms =
  "'public', 'signedIn', 'none', role('staff'), owner('author'), acl('read'), only('status'), an arrow, [any of] or { all: [...] }"

/** A rule of the IR; `null` when it is no rule, which is reported. */
export function resolveRule(value: JsonValue, place: RulePlace, site: AccessSite): RuleIR | null {
  const word = words.find((candidate) => candidate === value)
  if (word !== undefined) return { type: word }
  if (Array.isArray(value)) return resolveParts('any', value, { place, site })
  if (isMade(value, 'rule')) return resolveNamed(value, place, site)
  const text = arrowText(value)
  if (text !== null) return resolveArrow(text, place, site)
  const all = asObject(value)?.all
  if (Array.isArray(all) && Object.keys(asObject(value) ?? {}).length === 1) {
    return resolveParts('all', all, { place: { ...place, path: [...place.path, 'all'] }, site })
  }
  site.report.error('CAM170', place.path, `A rule cannot be ${describe(value)}`, {
    hint: `It takes ${forms}`,
    nearest: typeof value === 'string' ? nearestName(value, words) : null,
  })
  return null
}

function resolveParts(
  type: 'any' | 'all',
  parts: JsonValue[],
  { place, site }: { place: RulePlace; site: AccessSite },
): RuleIR | null {
  if (parts.length === 0) {
    const meaning = type === 'any' ? 'nobody' : 'everybody'
    site.report.error('CAM175', place.path, `An empty list of rules would mean ${meaning}`, {
      hint: `Say so: '${type === 'any' ? 'none' : 'public'}'`,
    })
    return null
  }
  const rules = parts.map((part, at) =>
    resolveRule(part, { ...place, path: [...place.path, String(at)] }, site),
  )
  const [only] = rules
  if (only != null && rules.length === 1) return only
  return rules.every((rule) => rule !== null) ? { type, rules } : null
}

function resolveNamed(value: JsonObject, place: RulePlace, site: AccessSite): RuleIR | null {
  const given = Array.isArray(value.arguments) ? value.arguments : []
  switch (value.rule) {
    case 'role':
      return resolveRole(given, place, site)
    case 'owner':
      return resolveOwner(given, place, site)
    case 'acl':
      return resolveAcl(given, place, site)
    default:
      return resolveOnly(given, place, site)
  }
}

function resolveArrow(text: string, place: RulePlace, site: AccessSite): RuleIR | null {
  const expression = site.compile(text, { purpose: 'rule', path: place.path })
  if (expression === null) return null
  if (expression.needsNext && place.guarded !== 'update' && place.guarded !== 'fieldWrite') {
    const message = `Only an update has a next version of the row; this rule guards ${guardedWords[place.guarded]}`
    site.report.error('CAM177', place.path, message, { hint: 'Use the row itself' })
    return null
  }
  return { type: 'expression', expression }
}

const guardedWords: Record<RulePlace['guarded'], string> = {
  read: 'reading',
  create: 'creating',
  update: 'updating',
  delete: 'deleting',
  share: 'sharing',
  fieldRead: 'reading a field',
  fieldWrite: 'writing a field',
}
