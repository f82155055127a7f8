import { parse } from 'node:querystring'
import type { FastifyInstance } from 'fastify'

const maxFields = 100

/** Reads forms too: pages of the accounts post them, and the protocols of signing in ask for them. */
export function useFormBodies(server: FastifyInstance, maxBytes: number): void {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: maxBytes },
    (_request, body, done) => {
      const fields = parse(String(body), undefined, undefined, { maxKeys: maxFields })
      const single = Object.entries(fields).map(([name, value]) => [name, [value].flat()[0] ?? ''])
      done(null, Object.fromEntries(single))
    },
  )
}
