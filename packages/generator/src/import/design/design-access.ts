import type { SourceRule } from '../source/index.ts'
import type { DesignOptions } from './design-options.ts'
import { type DesignReport, tableWords } from './design-report.ts'
import type { EntityDraft } from './entity-draft.ts'
import type { AccessDesign } from './import-design.ts'

const operations = ['read', 'create', 'update', 'delete'] as const

export interface AccessSite {
  access: DesignOptions['access']
  /** Roles of the project that is imported into; `null`: a new one, which gets those it needs. */
  roles: readonly string[] | null
  report: DesignReport
}

/** The rules of an entity: those of the source, else those a person asked for, else none. */
export function designAccess(draft: EntityDraft, site: AccessSite): AccessDesign | null {
  const { table } = draft
  if (table.access !== null) {
    const stated = table.access
    const [read, create, update, remove] = operations.map((operation) =>
      stated[operation].flatMap((rule) => ruleOf(draft, rule, { ...site, operation }) ?? []),
    )
    return { read: read ?? [], create: create ?? [], update: update ?? [], delete: remove ?? [] }
  }
  if (site.access === 'none') return null
  const rules: SourceRule[] = [{ kind: site.access }]
  return { read: rules, create: rules, update: rules, delete: rules }
}

type RuleSite = AccessSite & { operation: (typeof operations)[number] }

/** A rule with fields in place of columns; `null` and a word about it where the model cannot say it. */
function ruleOf(draft: EntityDraft, rule: SourceRule, site: RuleSite): SourceRule | null {
  switch (rule.kind) {
    case 'public':
    case 'signedIn':
      return rule
    case 'role':
      if (site.roles === null || rule.role === 'admin' || site.roles.includes(rule.role))
        return rule
      return left(draft, site, `the project has no role ${rule.role}: add it to cambium.config.ts`)
    case 'acl':
      if (site.operation !== 'create') return rule
      return left(draft, site, 'nobody has a right on a record that does not exist yet')
    case 'owner':
      return ownerRule(draft, rule, site)
    case 'flag': {
      const field = draft.fieldOf.get(rule.column)
      if (field?.kind === 'bool') return { kind: 'flag', column: field.property }
      return left(draft, site, `${rule.column} is no yes or no`)
    }
    case 'all': {
      const rules = rule.of.map((one) => ruleOf(draft, one, site))
      const known = rules.filter((one) => one !== null)
      // what is left of a condition would let more through than before
      return known.length === rules.length ? { kind: 'all', of: known } : null
    }
  }
}

function ownerRule(
  draft: EntityDraft,
  { column }: SourceRule & { kind: 'owner' },
  site: RuleSite,
): SourceRule | null {
  const field = draft.fieldOf.get(column)
  if (field?.kind === 'one' && field.target === 'User') return { kind: 'owner', column: field.name }
  const isSelf = draft.design.extras.some((one) => one.column === column && one.property === 'id')
  if (isSelf && draft.design.name === 'User') return { kind: 'owner', column: 'id' }
  return left(draft, site, `${column} does not lead to User`)
}

function left({ table }: EntityDraft, { operation, report }: RuleSite, reason: string): null {
  report.note(
    'access',
    `${tableWords(table)}, ${operation}`,
    `one of its rules stays behind: ${reason}`,
  )
  return null
}
