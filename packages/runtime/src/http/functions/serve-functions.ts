import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'
import { checkFunctionAccess, type RegisteredFunction, runFunction } from '../../functions/index.ts'
import type { Context } from '../../operation/index.ts'
import { sendJson } from '../answer/index.ts'
import { bodyOf, refuseQuery } from '../request-parts.ts'
import { queryInputOf } from './query-input-of.ts'
import { createStreams, type Streams } from './streams.ts'

/** Serves the functions that have an address, each under `/api` like everything else. */
export function serveFunctions(
  server: FastifyInstance,
  functions: readonly RegisteredFunction[],
): void {
  const streams = createStreams()
  // Nobody would end a stream that goes on for ever, and the server waits for every answer.
  server.addHook('preClose', async () => streams.end())
  for (const registered of functions) {
    const { path, method, stream } = registered.shape
    if (path === null) continue
    server.route({
      method,
      url: path,
      handler: (request, reply) => answer(request, reply, { registered, streams }),
      // The compression would gather parts that somebody waits for.
      ...(stream !== null && { compress: false }),
    })
  }
}

interface Site {
  readonly registered: RegisteredFunction
  readonly streams: Streams
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { registered, streams }: Site,
): Promise<FastifyReply> {
  const { shape } = registered
  checkFunctionAccess(request.context, registered)
  const input = shape.method === 'GET' ? queryInputOf(request, shape.input) : bodyInputOf(request)
  refuseInTransaction(request, registered)
  if (shape.stream !== null) {
    const open = (context: Context) => runFunction(context, registered, input)
    return streams.send(request, reply, { form: shape.stream, open })
  }
  const output = await whileConnected(request, (context) => runFunction(context, registered, input))
  return output === undefined ? reply.code(204).send() : sendJson(reply, JSON.stringify(output))
}

/**
 * An answer that is kept for an `Idempotency-Key` and a part of a batch are committed with what was done, which what runs
 * in no transaction cannot be.
 */
function refuseInTransaction(
  { context }: FastifyRequest,
  { shape, definition }: RegisteredFunction,
): void {
  if (context.transaction === undefined) return
  if (shape.stream === null && definition.options.transaction !== false) return
  const what = shape.stream === null ? 'runs in no transaction' : 'is a stream'
  throw new AppError('bad_request', {
    message: `${shape.name} ${what}: it cannot be part of a batch, nor have an Idempotency-Key`,
  })
}

/** Who needs nothing may send nothing. */
function bodyInputOf(request: FastifyRequest): object {
  if (request.body !== undefined) return bodyOf(request)
  refuseQuery(request)
  return {}
}

/** Does the work with a signal that is aborted when the client goes away. */
async function whileConnected<Result>(
  { raw, context }: FastifyRequest,
  work: (context: Context) => Promise<Result>,
): Promise<Result> {
  // A part of a batch has no connection of its own.
  if ((raw as typeof raw | undefined) === undefined) return work(context)
  const { socket } = raw
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  socket.on('close', abort)
  try {
    return await work({ ...context, signal: controller.signal })
  } finally {
    socket.off('close', abort)
  }
}
