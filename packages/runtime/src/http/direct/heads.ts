import type { FastifyReply } from 'fastify'

export type UsualHeaders = { readonly [name: string]: string }

/** The headers of an answer with JSON text, names and values in turn, as `writeHead` takes them. */
export type HeadOf = (reply: FastifyReply, bytes: number) => string[]

/** What an answer has beyond the usual: of a header that both have, its own, and of `vary` both. */
export function createHeads(usual: UsualHeaders): HeadOf {
  const all = { ...usual, 'content-type': 'application/json; charset=utf-8' }
  const flat = Object.entries(all).flat()
  return (reply, bytes) => {
    const own = reply.getHeaders()
    const base = hasAny(own)
      ? [...Object.entries(withOwn(all, own)).flat(), ...cookiesOf(own)]
      : flat
    return [...base, 'x-request-id', reply.request.id, 'content-length', String(bytes)]
  }
}

/** Adds what every answer carries to one that goes through the hooks of the server. */
export function addUsual(reply: FastifyReply, usual: UsualHeaders): void {
  reply.headers(withOwn(usual, reply.getHeaders())).header('x-request-id', reply.request.id)
}

type OwnHeaders = ReturnType<FastifyReply['getHeaders']>

function withOwn(usual: UsualHeaders, own: OwnHeaders): { [name: string]: string } {
  const merged: { [name: string]: string } = { ...usual }
  for (const [name, value] of Object.entries(own)) {
    // Each has a line of its own, which it keeps.
    if (name === 'set-cookie') continue
    const text = Array.isArray(value) ? value.join(', ') : String(value)
    merged[name] = name === 'vary' && merged.vary ? `${merged.vary}, ${text}` : text
  }
  return merged
}

function cookiesOf({ 'set-cookie': cookies = [] }: OwnHeaders): string[] {
  return [cookies].flat().flatMap((cookie) => ['set-cookie', String(cookie)])
}

function hasAny(own: OwnHeaders): boolean {
  for (const _name in own) return true
  return false
}
