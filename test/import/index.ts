export { type CrudFailure, type CrudReport, crudEveryEntity } from './crud-every-entity.ts'
export { type ServedProject, serveProject } from './serve-project.ts'
