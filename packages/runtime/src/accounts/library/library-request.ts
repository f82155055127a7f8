import type { AccountCall } from '../routes/index.ts'
import { addressHeader, basePath } from './library-options.ts'

/** Headers of the caller that mean something to the library. */
const passedOn = ['authorization', 'cookie', 'user-agent', 'accept', 'accept-language', 'dpop']

/**
 * The request as the library gets it: at the public address, whatever host the caller wrote, from the address that is
 * known, and with an origin that was checked before.
 */
export function libraryRequest(call: AccountCall, publicUrl: string): Request {
  const headers = new Headers({ origin: publicUrl, [addressHeader]: call.address })
  for (const name of passedOn) {
    const value = call.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const body = bodyOf(call)
  if (body !== undefined) headers.set('content-type', body.type)
  return new Request(`${publicUrl}${call.url}`, {
    method: call.method,
    headers,
    ...(body !== undefined && { body: body.text }),
  })
}

function bodyOf({
  method,
  url,
  body,
  headers,
}: AccountCall): { type: string; text: string } | undefined {
  if (method === 'GET') return undefined
  const form = 'application/x-www-form-urlencoded'
  if (String(headers['content-type']).startsWith(form)) {
    const fields = Object.entries(body as { [name: string]: string })
    return { type: form, text: new URLSearchParams(fields).toString() }
  }
  return { type: 'application/json', text: JSON.stringify(withName(url, body ?? {})) }
}

/** The library wants a name, which users of an application need not have. */
function withName(url: string, body: unknown): unknown {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  return isObject && url.split('?', 1)[0] === signUpUrl ? { name: '', ...body } : body
}

const signUpUrl = `${basePath}/sign-up/email`
