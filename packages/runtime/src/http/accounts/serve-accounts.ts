import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AccountCall, Accounts } from '../../accounts/index.ts'
import type { RateLimits } from '../edge/index.ts'
import { sendAnswer } from './send-answer.ts'
import { useFormBodies } from './use-form-bodies.ts'

const maxBytes = 65_536

/** Serves the accounts under the prefix it is registered with: `/api/auth`. */
export function serveAccounts(
  server: FastifyInstance,
  { accounts, rateLimits }: { accounts: Accounts; rateLimits: RateLimits | undefined },
): void {
  useFormBodies(server, maxBytes)
  if (rateLimits) {
    server.addHook('onRequest', (request, reply) => rateLimits.count(request, reply))
  }
  for (const route of accounts.routes) {
    server.route({
      method: route.method,
      url: route.path,
      bodyLimit: maxBytes,
      exposeHeadRoute: false,
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const response = await accounts.handle(route, callOf(request))
        return sendAnswer(reply, response, { isProtocol: route.isProtocol === true })
      },
    })
  }
}

function callOf(request: FastifyRequest): AccountCall {
  const { method, url, headers, params, query, body, ip } = request
  return {
    method,
    url,
    headers,
    params: params as AccountCall['params'],
    query: query as AccountCall['query'],
    body,
    address: ip,
  }
}
