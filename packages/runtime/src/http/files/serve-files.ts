import type { FastifyInstance } from 'fastify'
import type { Files } from '../../files/index.ts'
import { serveResumable } from './serve-resumable.ts'
import { serveUploads } from './serve-uploads.ts'
import { serveSignedFiles } from './signed-files.ts'

/**
 * Serves what files need beside the records they belong to: uploads in one request and in several, and addresses that
 * were signed. These are no writes of records, so they stand outside of batches and kept answers.
 */
export async function serveFiles(server: FastifyInstance, files: Files): Promise<void> {
  await serveUploads(server, files)
  serveResumable(server, files)
  serveSignedFiles(server, files)
}
