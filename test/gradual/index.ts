export { type Body, type CallOptions, type ServedVersion, serveVersion } from './served-version.ts'
