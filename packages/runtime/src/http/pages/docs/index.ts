export { createDocs, type Docs } from './create-docs.ts'
