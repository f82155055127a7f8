import { Agent, request as httpRequest } from 'node:http'
import type { TestApp } from '@cambium/runtime/testing'
import type { Answer, SentRequest } from './answer-checker.ts'

/** A way to the server, to be stopped before the application is closed. */
export interface Sending {
  send(request: SentRequest): Promise<Answer>
  stop(): void
}

/** Through the server in this process, or over real connections that are kept open. */
export async function startSending(app: TestApp, over: 'inject' | 'socket'): Promise<Sending> {
  if (over === 'inject') {
    const send = (request: SentRequest): Promise<Answer> =>
      app.call({ ...request, method: request.method as 'GET' })
    return { send, stop: () => undefined }
  }
  const origin = await app.listen()
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  return { send: (request) => sendOver(agent, origin, request), stop: () => agent.destroy() }
}

function sendOver(agent: Agent, origin: string, sent: SentRequest): Promise<Answer> {
  const { method, url, headers, body } = sent
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const request = httpRequest(`${origin}${url}`, {
      agent,
      method,
      headers: { ...headers, ...length },
    })
    request.on('error', reject)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    request.end(body)
  })
}
