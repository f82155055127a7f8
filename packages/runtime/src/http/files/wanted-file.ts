import type { FastifyRequest } from 'fastify'
import { type ThumbnailSize, thumbnailSizes } from '../../files/index.ts'
import type { Resource, WantedFile } from '../../operation/index.ts'
import { createQueryProblems, shorten } from '../query/index.ts'
import { idOf, refuseQuery } from '../request-parts.ts'

/** A file in the address of a request, and which version of it. */
export interface RequestedFile extends WantedFile {
  /** Undefined for the original. */
  readonly size: ThumbnailSize | undefined
}

/** The file a request asks for: 400 for a size that the model does not name. */
export function wantedFileOf<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
  field: string,
): RequestedFile {
  const { fileId } = request.params as { fileId?: string }
  const size = sizeOf(request, resource, field)
  return { id: idOf(request, resource), field, fileId, size }
}

function sizeOf<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
  field: string,
): ThumbnailSize | undefined {
  const { size, ...rest } = request.query as { [name: string]: unknown }
  const options = resource.files?.[field]
  if (!options?.image) {
    refuseQuery(request)
    return undefined
  }
  const problems = createQueryProblems()
  for (const wanted of Object.keys(rest)) {
    problems.unknown(shorten(wanted), { code: 'unknown_parameter', wanted, allowed: ['size'] })
  }
  const sizes = thumbnailSizes(options)
  const found = sizes.get(String(size))
  if (size !== undefined && !found) {
    const wanted = String(size)
    problems.unknown('size', { code: 'unknown_size', wanted, allowed: [...sizes.keys()] })
  }
  problems.throwIfAny()
  return found
}
