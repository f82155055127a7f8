import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'
import type { ServerSettings } from './server-settings.ts'

/** Counts requests. */
export interface RateLimits {
  /** Counts one of the caller, or of the address of somebody who is none; 429 for one too many. */
  count(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

const windowSeconds = 60
const maxRemembered = 20_000
const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Limits for each caller and each address, for reads and writes apart, with the headers of
 * draft-ietf-httpapi-ratelimit-headers. Each process counts for itself. The plug-in is loaded only when there are
 * limits.
 */
export async function createRateLimits(
  server: FastifyInstance,
  limits: NonNullable<ServerSettings['rateLimit']>,
): Promise<RateLimits> {
  const { default: rateLimit, normalizeIP } = await import('@fastify/rate-limit')
  await server.register(rateLimit, { global: false })
  const keyGenerator = (request: FastifyRequest): string => {
    const id = request.context?.caller.id
    return typeof id === 'string' ? `caller ${id}` : normalizeIP(request.ip)
  }
  const create = (name: string, max: number) => {
    // The type of the options does not know `cache`, the store of each limit does.
    const options = { max, timeWindow: windowSeconds * 1000, cache: maxRemembered, keyGenerator }
    const policy = `"${name}";q=${max};w=${windowSeconds}`
    return { name, policy, check: server.createRateLimit(options) }
  }
  const read = create('read', limits.readsPerMinute)
  const write = create('write', limits.writesPerMinute)
  return {
    count(request, reply) {
      const { name, policy, check } = reads.has(request.method) ? read : write
      return check(request).then((result) => {
        if (result.isAllowed) return
        const { remaining, ttlInSeconds, isExceeded } = result
        reply.header('ratelimit-policy', policy)
        reply.header('ratelimit', `"${name}";r=${remaining};t=${ttlInSeconds}`)
        if (isExceeded) throw tooMany(ttlInSeconds)
      })
    },
  }
}

function tooMany(seconds: number): AppError {
  return new AppError('too_many_requests', {
    message: `Too many requests: try again in ${seconds} seconds`,
    details: { retryAfter: seconds },
  })
}
