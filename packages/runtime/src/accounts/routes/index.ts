export type { AccountCall, AccountRoute } from './account-route.ts'
export { libraryRoutes } from './library-routes.ts'
export { sessionRoutes } from './session-routes.ts'
export { unhurried } from './unhurried.ts'
