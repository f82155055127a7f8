export { type AccountMail, createAccountMail } from './account-mail.ts'
export { createFirstAdmin, type FirstAdmin } from './first-admin.ts'
export { moveRecords } from './move-records.ts'
export { tenantOrganisations } from './tenant-organisations.ts'
