import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'
import type { Uploader } from '../../files/index.ts'
import { mayUpload, notAllowed } from '../../operation/index.ts'

/** Who uploads by this request. */
export function uploaderOf({ context }: FastifyRequest): Uploader {
  const { id, tenant } = context.caller
  return { id, tenant }
}

/** Refuses whoever no rule could let write a record with files: 401 or 403. */
export function refuseUpload({ context, headers }: FastifyRequest): void {
  if (!mayUpload(context.services.registry, context.caller)) {
    throw notAllowed(context.caller, 'upload files')
  }
  const encoding = headers['content-encoding']
  if (encoding === undefined || encoding === 'identity') return
  throw new AppError('unsupported_media_type', { message: 'Send files without content-encoding' })
}
