export { isObject, type JsonObject, objectIn, textsIn } from './json-object.ts'
export { type Document, type Place, readDocument } from './read-document.ts'
export { type SchemaView, viewSchema } from './schema-view.ts'
