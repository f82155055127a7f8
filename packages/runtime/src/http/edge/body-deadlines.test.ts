import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import { createBodyDeadlines } from './body-deadlines.ts'

let server: FastifyInstance
let port: number
let late = 0

before(async () => {
  server = Fastify()
  const deadlines = createBodyDeadlines(server, {
    limitMs: 200,
    onLate(socket) {
      late++
      socket.destroy()
    },
  })
  await server.register((scope, _options, done) => {
    deadlines.exempt(scope)
    scope.post('/patient', async (request) => request.body)
    done()
  })
  server.post('/held', async (request) => request.body)
  await server.listen({ host: '127.0.0.1', port: 0 })
  port = (server.server.address() as { port: number }).port
})
after(() => server.close())

/** Sends a body in two halves, so long apart; the status of the answer, or undefined where there is none. */
async function send(path: string, pauseMs: number): Promise<string | undefined> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => undefined)
  const closed = once(socket, 'close')
  const head = `POST ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n`
  socket.write(`${head}content-length: 7\r\n\r\n{"a`)
  await wait(pauseMs)
  if (!socket.destroyed) socket.write('":1}')
  await closed
  return answer.match(/^HTTP\/1\.1 (\d+)/)?.[1]
}

test('a body that is late is cut off, and only where it is held', async () => {
  assert.equal(await send('/held', 20), '200')
  assert.equal(await send('/patient', 500), '200')
  assert.equal(late, 0)
  assert.equal(await send('/held', 600), undefined)
  assert.equal(late, 1)
})
