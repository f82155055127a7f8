import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

/**
 * The `Cookie` header without a session that has ended. The library takes such a cookie back, and with it the one that it
 * gives in the same answer: nobody whose session ran out could sign in before the second time.
 */
export async function withLiveSession(
  header: string,
  { sessions, cookie }: { sessions: Sessions; cookie: SessionCookie },
): Promise<string> {
  const value = cookie.valueIn(header)
  const token = value === undefined ? undefined : cookie.tokenOf(value)
  if (token === undefined || (await sessions.callerOf(token)) !== undefined) return header
  return header
    .split(';')
    .filter((pair) => !pair.trim().startsWith(`${cookie.name}=`))
    .join(';')
}
