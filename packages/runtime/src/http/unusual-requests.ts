import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors/index.ts'

/**
 * Answers in our terms what Node would refuse by itself without a body: a request of HTTP/1.1 that names no host (made
 * with `requireHostHeader: false`), and an `Expect` of something else than `100-continue`.
 */
export function answerUnusualRequests(server: FastifyInstance): void {
  server.addHook('onRequest', ({ raw }, _reply, done) => {
    if (raw.httpVersion !== '1.1' || raw.headers.host !== undefined) done()
    else done(new AppError('bad_request', { message: 'A request of HTTP/1.1 needs a Host header' }))
  })
  server.server.on('checkExpectation', (_request, response) => {
    const instance = randomUUID()
    const title = 'Expectation Failed'
    const detail = 'Only 100-continue can be expected'
    const body = JSON.stringify({ type: 'about:blank', title, status: 417, detail, instance })
    response.writeHead(417, {
      'content-length': Buffer.byteLength(body),
      'content-type': 'application/problem+json; charset=utf-8',
      'x-request-id': instance,
      connection: 'close',
    })
    response.end(body)
  })
}
