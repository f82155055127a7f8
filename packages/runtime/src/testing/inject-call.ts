import type { Server } from '../http/index.ts'
import type { TestUser } from './test-user.ts'

/** One request of a test. */
export interface TestCall {
  readonly as?: TestUser
  /** GET unless told. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS'
  readonly url: string
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown
  readonly headers?: { readonly [name: string]: string }
}

/** What came back. */
export interface TestAnswer<Body> {
  readonly status: number
  readonly headers: {
    readonly [name: string]: string | number | readonly string[] | undefined
  }
  /** The body as it came. */
  readonly text: string
  /** The body read as JSON, undefined where it is none. Its type is what the test says it is. */
  readonly body: Body
}

/** Sends the call through the whole HTTP layer, without a network. */
export async function injectCall<Body>(
  server: Server,
  call: TestCall,
  authorization: string | undefined,
): Promise<TestAnswer<Body>> {
  const { method = 'GET', url, body, headers } = call
  const answer = await server.inject({
    method,
    url,
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const isJson = /\bjson\b/.test(String(answer.headers['content-type']))
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: (isJson && answer.body !== '' ? JSON.parse(answer.body) : undefined) as Body,
  }
}
