import { StartupError } from '../errors/index.ts'
import type { Server } from '../http/index.ts'

/** Listens, and returns the address. Throws a `StartupError` when the port cannot be had. */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (cause) {
    throw new StartupError(`Port ${port} on ${host} ${reasonOf(cause)}`, {
      hint: 'Set PORT (and HOST) to another one.',
      cause,
    })
  }
}

function reasonOf(cause: unknown): string {
  switch ((cause as { code?: unknown }).code) {
    case 'EADDRINUSE':
      return 'is in use'
    case 'EACCES':
      return 'may not be used by this account'
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'is not an address of this machine'
    default:
      return 'cannot be used'
  }
}
