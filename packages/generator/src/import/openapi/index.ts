export { jsonSchemaReader, openapiReader } from './openapi-reader.ts'
