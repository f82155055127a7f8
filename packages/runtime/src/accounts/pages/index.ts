export { type FirstAdminRequest, firstAdminRoutes } from './first-admin.ts'
export { newPasswordRoutes } from './new-password.ts'
export { providerPageRoutes } from './provider-pages.ts'
