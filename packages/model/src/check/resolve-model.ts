import type { AccountsIR, EntityIR, ModelIR } from '../ir/index.ts'
import {
  type AccessSite,
  resolveAccess,
  resolveChecks,
  resolveComputed,
  resolveFieldAccess,
} from './access/index.ts'
import { resolveAccounts } from './accounts/index.ts'
import { assignTenants } from './assign-tenants.ts'
import { checkFormerNames } from './check-former-names.ts'
import type { CompileExpression } from './compile-expression.ts'
import { createAccessSite } from './create-access-site.ts'
import type { EntityDraft } from './draft.ts'
import {
  checkEntityNames,
  checkFieldNames,
  checkKey,
  checkLinkNames,
  checkServedBeside,
  checkSettings,
  createEntity,
  readEntities,
  readSettings,
  resolveApi,
  resolveIndexes,
  resolveList,
  resolveTitle,
  type Settings,
  tenantFirst,
  withListOrder,
} from './entity/index.ts'
import { createReport, type Finding, type Report } from './finding.ts'
import { assignIdentities, checkLock, type Lock } from './identity/index.ts'
import { identityRequests } from './identity-requests.ts'
import { resolveEvents, resolveLogic } from './logic/index.ts'
import { checkRelations, checkThrough, resolveKeyReferences } from './relation/index.ts'
import type { SourceModel } from './source-model.ts'

/** What became of a model. */
export interface ResolvedModel {
  /** `null` when a finding is an error. */
  model: ModelIR | null
  /** With the identities of the model; the one that was given when the model has errors. */
  lock: Lock
  /** All of them, by entity and then in the order of the checks. */
  findings: Finding[]
}

/**
 * Checks a model and resolves it: every default filled, every name fixed, every relation named on both sides. All findings
 * come at once. A bad model never throws.
 */
export function resolveModel(
  source: SourceModel,
  lock: Lock,
  compile: CompileExpression,
): ResolvedModel {
  const report = createReport()
  const settings = readSettings(source.config, report)
  const drafts = readEntities(source.entities, report)
  assignTenants(drafts, settings.tenancy, report)
  checkStructure(drafts, { lock, report })
  const identities = assignIdentities(identityRequests(drafts), lock)
  const entities = drafts.map((draft) => createEntity(draft, { entities: drafts, identities }))
  const pairs = drafts.flatMap((draft, at): Pair[] => {
    const entity = entities[at]
    return entity === undefined ? [] : [{ draft, entity }]
  })
  for (const pair of pairs) resolveKeyReferences({ ...pair, entities }, report)
  for (const pair of pairs) resolveParts(pair, { settings, report })
  checkServedBeside(settings, entities, report)
  resolveRules(pairs, { settings, entities, compile, report })
  const logic = resolveLogic(source.logic ?? [], { entities, roles: settings.roles, report })
  const failed = report.findings.some(({ severity }) => severity === 'error')
  return {
    model: failed ? null : { ...modelOf(settings, entities), ...(logic && { logic }) },
    lock: failed ? lock : identities.lock,
    findings: inOrder(report.findings, drafts),
  }
}

interface Pair {
  draft: EntityDraft
  entity: EntityIR
}

function checkStructure(
  drafts: EntityDraft[],
  { lock, report }: { lock: Lock; report: Report },
): void {
  checkEntityNames(drafts, report)
  checkRelations(drafts, report)
  for (const draft of drafts) {
    checkFieldNames(draft, report)
    checkKey(draft, report)
    for (const field of draft.fields)
      checkThrough({ entity: draft, field, entities: drafts }, report)
  }
  checkLinkNames(drafts, report)
  checkLock(lock, report)
  checkFormerNames(drafts, lock, report)
}

function resolveParts(
  { draft, entity }: Pair,
  { settings, report }: { settings: Settings; report: Report },
): void {
  entity.indexes = resolveIndexes(entity, draft.options.indexes, report)
  entity.list = resolveList(entity, draft, report)
  // nothing is added to a table of others that nobody asked for
  entity.indexes = tenantFirst(entity.adopted ? entity.indexes : withListOrder(entity), entity)
  const api = resolveApi(entity, { draft, served: settings.rest, report })
  entity.operations = api.operations
  entity.rest = api.rest
  entity.extra = { ...entity.extra, ...api.extra }
  entity.title = resolveTitle(entity, draft, report)
  Object.assign(entity, resolveEvents(draft, report))
  checkSettings(entity, draft, report)
  const accounts = resolveAccounts(entity, draft, report)
  if (accounts) setAccounts(entity, accounts)
}

/** The address an account is known by is proven before it changes, which no plain update does. */
function setAccounts(entity: EntityIR, accounts: AccountsIR): void {
  entity.accounts = accounts
  entity.fields = entity.fields.map((field) =>
    field.name === accounts.email ? { ...field, writeOnce: true } : field,
  )
}

interface RulesSite {
  settings: Settings
  entities: EntityIR[]
  compile: CompileExpression
  report: Report
}

function resolveRules(pairs: Pair[], { settings, entities, compile, report }: RulesSite): void {
  const sites = new Map<EntityDraft, AccessSite>()
  for (const { draft, entity } of pairs) {
    sites.set(draft, createAccessSite({ entity, entities, roles: settings.roles, compile, report }))
  }
  for (const [draft, site] of sites) resolveComputed(draft, entities, site)
  for (const [draft, site] of sites) {
    Object.assign(site.entity, resolveAccess(draft, site))
    site.entity.fieldAccess = resolveFieldAccess(draft, site)
    site.entity.checks = resolveChecks(draft, site)
  }
}

function modelOf(settings: Settings, entities: EntityIR[]): ModelIR {
  const { name, roles, roleSettings, tenancy, rest, webhooks, push, extra } = settings
  const brought = roleSettings === undefined ? {} : { roleSettings }
  const outside = { ...(webhooks && { webhooks }), ...(push && { push }) }
  return {
    irVersion: 1,
    name,
    roles,
    ...brought,
    tenancy,
    entities,
    apis: { rest },
    ...outside,
    extra,
  }
}

/** Settings first, then entity by entity; each finding with the file its place is in. */
function inOrder(findings: Finding[], drafts: EntityDraft[]): Finding[] {
  const order = new Map(drafts.map(({ name }, at) => [name, at]))
  const rank = ({ path: [first = ''] }: Finding): number => order.get(first) ?? -1
  return findings
    .map((finding): Finding => {
      const file = finding.file ?? drafts.find(({ name }) => name === finding.path[0])?.file
      return file === undefined ? finding : { ...finding, file }
    })
    .sort((left, right) => rank(left) - rank(right))
}
