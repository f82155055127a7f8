import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors/index.ts'
import { parseJson } from './json/index.ts'

/** The largest body that is read. */
export const maxBodyBytes: number = 1_048_576

const largeBytes = 65_536

/** Makes JSON the only content type of bodies, read by our own parser. */
export function useJsonBodies(server: FastifyInstance): void {
  const inTurn = createTurns()
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: maxBodyBytes },
    (request, body: Buffer, done) => {
      const parse = (): void => {
        try {
          refuseEncoding(request)
          done(null, parseJson(body))
        } catch (error) {
          done(error as Error)
        }
      }
      if (body.length < largeBytes) parse()
      else inTurn(parse)
    },
  )
}

/** Large bodies that arrive together are read one in a turn of the event loop: others come in between. */
function createTurns(): (work: () => void) => void {
  let last: Promise<void> = Promise.resolve()
  return (work) => {
    last = last.then(() => nextTurn())
    void last.then(work)
  }
}

function refuseEncoding({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding']
  if (encoding === undefined || encoding === 'identity') return
  throw new AppError('unsupported_media_type', {
    message: 'Send the body without content-encoding',
  })
}
