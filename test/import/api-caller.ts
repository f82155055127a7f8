import { setTimeout } from 'node:timers/promises'

/** What an API answered. */
export interface Answer {
  status: number
  body: unknown
}

/** Sends one request; waits and asks again where the API says it is asked too often. */
export type CallApi = (method: string, path: string, body?: unknown) => Promise<Answer>

/** Calls the API at an address as whoever holds the token. */
export function createApiCaller(options: { url: string; token: string }): CallApi {
  const origin = options.url.replace(/\/$/, '')
  return async function call(method, path, body) {
    const response = await fetch(origin + path, {
      method,
      headers: {
        authorization: `Bearer ${options.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    if (response.status === 429) {
      await setTimeout(1000 * Math.min(10, Number(response.headers.get('retry-after') ?? 1)))
      return call(method, path, body)
    }
    return { status: response.status, body: readBody(text) }
  }
}

function readBody(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return text
  }
}
