import { Agent, request } from 'node:http'

/** What was answered. */
export interface Answer {
  readonly status: number
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  readonly text: string
}

export interface Call {
  readonly method?: string
  readonly path: string
  readonly body?: object | string
  readonly token?: string | undefined
  readonly headers?: { readonly [name: string]: string }
}

/** Calls one server over a bounded number of connections that are kept open. */
export interface Client {
  /** The answer; undefined when the connection broke before all of it was there, so that nothing is known. */
  call(call: Call): Promise<Answer | undefined>
  close(): void
}

const answerLimitMs = 30_000

/** A client with connections of its own. */
export function createClient(origin: string, maxSockets: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets })
  return {
    call: ({ method = 'GET', path, body, token, headers = {} }) =>
      new Promise((resolve) => {
        const text = typeof body === 'object' ? JSON.stringify(body) : body
        const sent = request(
          `${origin}${path}`,
          {
            method,
            agent,
            timeout: answerLimitMs,
            headers: {
              ...(text !== undefined && {
                'content-type': 'application/json',
                'content-length': Buffer.byteLength(text),
              }),
              ...(token !== undefined && { authorization: `Bearer ${token}` }),
              ...headers,
            },
          },
          (answer) => {
            const chunks: Buffer[] = []
            answer.on('data', (chunk: Buffer) => chunks.push(chunk))
            answer.on('error', () => resolve(undefined))
            answer.on('end', () => {
              const { statusCode: status = 0 } = answer
              resolve({ status, headers: answer.headers, text: Buffer.concat(chunks).toString() })
            })
          },
        )
        sent.on('error', () => resolve(undefined))
        sent.on('timeout', () => sent.destroy())
        sent.end(text)
      }),
    close: () => agent.destroy(),
  }
}

/** The JSON of an answer, as far as the trials look into it. */
export function jsonOf(answer: Answer): { readonly [name: string]: unknown } {
  return JSON.parse(answer.text) as { readonly [name: string]: unknown }
}
