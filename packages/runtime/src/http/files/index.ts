export { sendFile } from './send-file.ts'
export { serveFiles } from './serve-files.ts'
export { sendSignedAddress } from './signed-files.ts'
export { type RequestedFile, wantedFileOf } from './wanted-file.ts'
