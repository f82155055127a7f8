import type { FastifyRequest } from 'fastify'

/** Ends what goes on for somebody whose session, key, role or account has ended. */
export interface CallerWatch {
  /** Looks after it from now on; the result forgets it again. */
  add(request: FastifyRequest, end: AbortController): () => void
}

/** What ends elsewhere is known after 0.6 seconds at the most, and is to be over within a second. */
const everyMs = 150

/** One clock for all of them, which runs while there are any. */
export function createCallerWatch(): CallerWatch {
  const watched = new Map<AbortController, FastifyRequest>()
  let timer: NodeJS.Timeout | undefined

  async function check(end: AbortController, request: FastifyRequest): Promise<void> {
    // Where nobody can say who it is, nothing says that it is nobody.
    const stands = await request.callerStands().catch(() => true)
    if (!stands && watched.has(end)) end.abort()
  }

  function checkAll(): void {
    for (const [end, request] of watched) void check(end, request)
  }

  return {
    add(request, end) {
      watched.set(end, request)
      timer ??= setInterval(checkAll, everyMs).unref()
      return () => {
        watched.delete(end)
        if (watched.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
