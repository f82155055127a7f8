import type { OrganizationOptions } from 'better-auth/plugins/organization'
import type { Registry } from '../../operation/index.ts'
import type { AccountStore } from '../store/index.ts'

type Hooks = NonNullable<OrganizationOptions['organizationHooks']>

/**
 * Makes each organisation a tenant of the application: the record of the tenant comes first and gives both their id, and it
 * goes first, which is refused while it has records. Nothing for an application without tenants.
 */
export function tenantOrganisations({
  registry,
  store,
}: {
  registry: Registry
  store: AccountStore
}): Hooks {
  const tenant = registry.entities.find(({ resource }) => resource.tenant === 'id')?.resource
  if (tenant === undefined) return {}
  return {
    async beforeCreateOrganization({ organization }) {
      const known = ['name', 'slug'].filter((field) => Object.hasOwn(tenant.fields, field))
      const values = Object.fromEntries(
        known.map((field) => [field, organization[field as 'name' | 'slug']]),
      )
      const tenants = await store.repository(tenant.name)
      const { id } = await tenants.create(values)
      return { data: { ...organization, id: String(id) } }
    },
    async beforeDeleteOrganization({ organization }) {
      const tenants = await store.repository(tenant.name)
      await tenants.delete(tenant.key === 'integer' ? Number(organization.id) : organization.id)
    },
  }
}
