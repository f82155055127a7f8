export { cambiumReader } from './cambium-reader.ts'
