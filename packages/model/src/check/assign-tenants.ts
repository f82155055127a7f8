import type { ModelIR } from '../ir/index.ts'
import type { EntityDraft } from './draft.ts'
import { keyOf } from './entity/index.ts'
import { keyValue } from './field/index.ts'
import type { Report } from './finding.ts'
import { nearestName } from './nearest-name.ts'

/**
 * Says of each entity whose its records are: a tenant's, unless it is the tenant itself, has `tenant: false`, or has
 * accounts, since a person may belong to several tenants.
 */
export function assignTenants(
  drafts: readonly EntityDraft[],
  tenancy: ModelIR['tenancy'],
  report: Report,
): void {
  if (tenancy === null) return
  const tenant = drafts.find(({ name }) => name === tenancy.entity)
  if (tenant === undefined) {
    const nearest = nearestName(
      tenancy.entity,
      drafts.map(({ name }) => name),
    )
    const message = `There is no entity "${tenancy.entity}"`
    report.error('CAM140', ['config', 'tenancy', 'entity'], message, { nearest })
    return
  }
  checkTenant(tenant, report)
  const value = keyValue(keyOf(tenant))
  for (const draft of drafts) {
    if (draft === tenant) continue
    const hasAccounts = draft.options.auth !== undefined
    if (hasAccounts && draft.options.tenant === true) {
      report.error('CAM195', [draft.name, 'tenant'], 'An account belongs to no single tenant', {
        hint: `Leave out "tenant": who is in which ${tenant.names.words} is a matter of memberships`,
      })
    }
    if (hasAccounts || draft.options.tenant === false) continue
    draft.tenant = { entity: tenant.name, value }
  }
}

function checkTenant(draft: EntityDraft, report: Report): void {
  if (Array.isArray(draft.options.id)) {
    report.error(
      'CAM167',
      [draft.name, 'id'],
      'A tenant is known by one value, which its rows hold',
    )
  }
  if (draft.options.tenant === true) {
    report.error('CAM195', [draft.name, 'tenant'], 'A tenant does not belong to a tenant itself', {
      hint: 'Leave out "tenant"',
    })
  }
  if (draft.options.auth !== undefined) {
    report.error('CAM195', ['config', 'tenancy', 'entity'], 'An account cannot be a tenant', {
      hint: 'Make an entity for those whose rows are kept apart: Company, Organisation, Workspace',
    })
  }
}
