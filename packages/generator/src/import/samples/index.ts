export { csvReader, jsonReader } from './sample-reader.ts'
