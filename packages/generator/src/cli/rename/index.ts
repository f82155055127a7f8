export { type RenameOptions, renameProject } from './rename-project.ts'
export { readRequest } from './rename-request.ts'
