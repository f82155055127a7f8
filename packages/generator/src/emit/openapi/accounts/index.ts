export { accountTag } from './account-operation.ts'
export { accountPaths } from './account-paths.ts'
