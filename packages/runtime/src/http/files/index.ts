import type { FastifyInstance } from 'fastify'
import type { Files } from '../../files/index.ts'

export { sendFile } from './send-file.ts'
export { sendSignedAddress } from './signed-files.ts'
export { type RequestedFile, wantedFileOf } from './wanted-file.ts'

/** Serves uploads and signed addresses; what does it is loaded only in an application with files. */
export async function serveFiles(server: FastifyInstance, files: Files): Promise<void> {
  const { serveFiles: serve } = await import('./serve-files.ts')
  await serve(server, files)
}
