import { setTimeout as wait } from 'node:timers/promises'
import type { AccountRoute } from './account-route.ts'

/** Longer than any of these takes by itself, on a machine that has something else to do too. */
const leastMs = 250
/** One that took long while the machine was busy does not make every refusal slow. */
const mostMs = 3_000

/**
 * Runs the work of a route. One that writes to somebody takes as long for an address that is known as for one that is not,
 * and says the same.
 */
export async function unhurried(
  route: AccountRoute,
  work: () => Promise<Response>,
): Promise<Response> {
  if (route.limit !== 'mail') return toldBy(route, await work())
  const [response] = await Promise.allSettled([work(), wait(leastMs)])
  if (response.status === 'rejected') throw response.reason
  return toldBy(route, response.value)
}

/**
 * Runs a sign-in. Where some passwords are still hashed as they were elsewhere, which takes longer than our own hash, a
 * refusal takes as long for an address that has none: time would tell which addresses came along.
 * @param foreign whether there are such passwords, and how long the slowest of them has taken.
 */
export async function evenlyRefused(
  foreign: { exist(): Promise<boolean>; readonly slowestMs: number },
  work: () => Promise<Response>,
): Promise<Response> {
  const startedAt = performance.now()
  const [response] = await Promise.allSettled([work()])
  if (response.status === 'fulfilled' && response.value.ok) return response.value
  const wanted = Math.min(mostMs, Math.max(leastMs, foreign.slowestMs * 1.5))
  const least = (await foreign.exist()) ? wanted : 0
  await wait(Math.max(0, startedAt + least - performance.now()))
  if (response.status === 'rejected') throw response.reason
  return response.value
}

/** What the route tells of the answer; its cookies come along. */
async function toldBy(route: AccountRoute, response: Response): Promise<Response> {
  if (route.told === undefined || !response.ok) return response
  const told = route.told(await response.json())
  return Response.json(told, { headers: cookiesOf(response) })
}

function cookiesOf({ headers }: Response): [string, string][] {
  return headers.getSetCookie().map((cookie) => ['set-cookie', cookie])
}
