export { emitRoutes } from './emit-routes.ts'
