import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'
import type { StreamForm } from '../../functions/index.ts'
import type { Context } from '../../operation/index.ts'
import { problemOf, refusalOf } from '../answer/index.ts'
import { nextPart } from './next-part.ts'
import { createCallerWatch } from './watch-callers.ts'

/** The streams that are being sent. */
export interface Streams {
  /**
   * Sends what `open` gives, part by part, as fast as the client takes it. What is refused before the first part is an
   * ordinary refusal. The signal of the context is aborted when the client goes away,
   * or may not call any more.
   */
  send(request: FastifyRequest, reply: FastifyReply, stream: OpenStream): Promise<FastifyReply>
  /** Aborts all of them, for a server that stops. */
  end(): void
}

export interface OpenStream {
  readonly form: StreamForm
  open(context: Context): Promise<unknown>
}

const contentTypes: { readonly [Form in StreamForm]: string } = {
  text: 'text/plain; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  sse: 'text/event-stream; charset=utf-8',
}

/** No streams yet. */
export function createStreams(): Streams {
  const running = new Set<AbortController>()
  const watch = createCallerWatch()
  return {
    async send(request, reply, { form, open }) {
      const controller = new AbortController()
      const { socket } = request.raw
      const abort = (): void => controller.abort()
      const settle = (): void => {
        running.delete(controller)
        forget()
        socket.off('close', abort)
      }
      running.add(controller)
      const forget = watch.add(request, controller)
      socket.on('close', abort)
      try {
        reply.header('content-type', contentTypes[form]).header('x-accel-buffering', 'no')
        const context = { ...request.context, signal: controller.signal }
        const parts = (await open(context)) as AsyncIterable<unknown>
        const text = written(parts, { form, context, settle })
        if (request.method === 'HEAD') {
          settle()
          return reply.send()
        }
        return reply.send(Readable.from(await started(text), { objectMode: false }))
      } catch (error) {
        settle()
        reply.removeHeader('x-accel-buffering')
        throw error
      }
    },
    end() {
      for (const controller of running) controller.abort()
    },
  }
}

interface Writing {
  readonly form: StreamForm
  readonly context: Context
  settle(): void
}

/** The text of the parts. A failure on the way is logged; the client sees it as an event, or by the end of the connection. */
async function* written(
  parts: AsyncIterable<unknown>,
  { form, context, settle }: Writing,
): AsyncGenerator<string> {
  const iterator = parts[Symbol.asyncIterator]()
  let isBegun = false
  try {
    for await (const part of nextPart(iterator, {
      signal: context.signal,
      beats: form === 'sse',
    })) {
      yield 'beat' in part ? ': \n\n' : textOf(form, part.value)
      isBegun = true
    }
  } catch (error) {
    if (!isBegun) throw error
    const { log } = context.services
    log.error({ err: error, requestId: context.requestId }, 'a stream broke off')
    if (form !== 'sse') throw error
    const refusal = refusalOf(error) ?? new AppError('internal')
    yield `event: error\ndata: ${JSON.stringify(problemOf(refusal, context.requestId))}\n\n`
  } finally {
    settle()
    // It may wait for something that never comes, and nobody waits for it.
    iterator.return?.().catch(() => undefined)
  }
}

function textOf(form: StreamForm, part: unknown): string {
  if (form === 'text') return String(part)
  const json = JSON.stringify(part)
  return form === 'ndjson' ? `${json}\n` : `data: ${json}\n\n`
}

/** The same text, once its first part is there: until then nothing is sent, and everything can be refused. */
async function started(text: AsyncGenerator<string>): Promise<AsyncIterable<string>> {
  const first = await text.next()
  return (async function* () {
    if (!first.done) {
      yield first.value
      yield* text
    }
  })()
}
