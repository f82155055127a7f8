export { checkTenantReferences } from './check-tenant-references.ts'
export { takenInTenant } from './taken-in-tenant.ts'
export { checkTenantStays, tenantOfNew } from './tenant-of-new.ts'
export { tenantOf, tenantRows, withTenantOf } from './tenant-rows.ts'
