import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'
import { placeRefusal, transact, type WriteContext } from '../../operation/index.ts'
import { sendJson } from '../answer/index.ts'
import type { RateLimits } from '../edge/index.ts'
import { type HeldAnswer, handlerOf, holdAnswer } from '../held/index.ts'
import { bodyOf } from '../request-parts.ts'
import { partRequest, pathnameOf } from './part-request.ts'
import { type BatchOperation, readOperations } from './read-operations.ts'
import { resolveBody, resolvePath } from './references.ts'
import { createRouteTable, type RouteTable } from './route-table.ts'

/**
 * Serves `POST /api/batch`: up to 100 operations in one transaction, each by the very handler of its route, so under
 * the same rules and hooks. Where one is refused nothing is done, and the refusal names its index. Call it before the
 * routes are registered that it may call.
 */
export function serveBatch(server: FastifyInstance, rateLimits?: RateLimits): void {
  const table = createRouteTable()
  server.post('/batch', async (request, reply) => {
    const operations = readOperations(bodyOf(request))
    if (rateLimits) await countAll(operations, { rateLimits, request, reply })
    const answers = await transact(request.context, 'batch', (inside) =>
      runAll(request, operations, { inside, table }),
    )
    const results = answers.map(textOf).join(',')
    return sendJson(reply, `{"results":[${results}]}`)
  })
  server.addHook('onRoute', ({ method, url, handler }) => {
    const methods = Array.isArray(method) ? method : [method]
    for (const each of methods) {
      table.add({ method: each, pattern: url, handler: handlerOf(handler, server) })
    }
  })
}

/** A batch counts as what it holds; its first operation is the request itself, which is counted already. */
async function countAll(
  operations: readonly BatchOperation[],
  site: { rateLimits: RateLimits; request: FastifyRequest; reply: FastifyReply },
): Promise<void> {
  const { rateLimits, request, reply } = site
  for (const { method } of operations.slice(1)) {
    const part = Object.create(request, { method: { value: method } }) as FastifyRequest
    await rateLimits.count(part, reply)
  }
}

interface Running {
  readonly inside: WriteContext
  readonly table: RouteTable
}

async function runAll(
  batch: FastifyRequest,
  operations: readonly BatchOperation[],
  running: Running,
): Promise<HeldAnswer[]> {
  const answers: HeldAnswer[] = []
  for (const [index, operation] of operations.entries()) {
    try {
      answers.push(await runOne(batch, operation, { ...running, answers }))
    } catch (error) {
      throw placeRefusal(error, { name: 'operations', index })
    }
  }
  return answers
}

async function runOne(
  batch: FastifyRequest,
  written: BatchOperation,
  { inside, table, answers }: Running & { answers: readonly HeldAnswer[] },
): Promise<HeldAnswer> {
  const operation = {
    ...written,
    path: resolvePath(written.path, answers),
    body: resolveBody(written.body, answers),
  }
  const { method } = operation
  const found = table.find(method, pathnameOf(operation.path))
  if (!found) {
    const message = `There is no ${method} at ${operation.path.slice(0, 100)}`
    throw new AppError('not_found', { message })
  }
  const request = partRequest(batch, operation, { context: inside, found })
  const answer = await holdAnswer(found.route.handler, request)
  if (answer.status >= 400) throw refusedWithoutError(answer)
  return answer
}

/** A handler of the application's own that answers with a refusal instead of throwing one. */
function refusedWithoutError({ status, body }: HeldAnswer): AppError {
  return new AppError('conflict', { details: { answer: { status, body } } })
}

function textOf({ status, headers, body }: HeldAnswer): string {
  const { 'content-type': type, ...rest } = headers
  const isJson = type?.includes('json') === true
  const value = body === null ? 'null' : isJson ? body : JSON.stringify(body)
  return `{"status":${status},"headers":${JSON.stringify(rest)},"body":${value}}`
}
