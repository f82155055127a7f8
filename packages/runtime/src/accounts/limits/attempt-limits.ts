import { isIPv6 } from 'node:net'
import { AppError } from '../../errors/index.ts'
import type { TriedAttempts } from '../store/index.ts'

/** What is tried: to guess a secret, to have mail sent, or anything else. */
export type AttemptKind = 'guess' | 'mail' | 'other'

/** Who tries, and on whom. */
export interface Attempt {
  readonly kind: AttemptKind
  /** Where it came from. */
  readonly address: string
  /** The accounts it is about, in whatever form they were written. */
  readonly accounts: readonly string[]
}

/** Counts attempts, each account and each address for itself, the same for accounts that exist and that do not. */
export interface AttemptLimits {
  /** Counts one; refuses with `too_many_requests` when there were too many. */
  count(attempt: Attempt): Promise<void>
  /** Forgets what was counted against the account, where it is about one: whoever it was got in. */
  forgive(attempt: Attempt): Promise<void>
}

interface Limit {
  readonly most: number
  readonly windowMs: number
}

const minuteMs = 60_000

/** Few enough that the likeliest passwords cannot be gone through, many enough for somebody who mistypes. */
const perAccount: { readonly [Kind in AttemptKind]?: Limit } = {
  guess: { most: 10, windowMs: 15 * minuteMs },
  mail: { most: 5, windowMs: 15 * minuteMs },
}

/** One address may be a whole company. */
const perAddress: { readonly [Kind in AttemptKind]: Limit } = {
  guess: { most: 100, windowMs: 15 * minuteMs },
  mail: { most: 30, windowMs: 15 * minuteMs },
  other: { most: 600, windowMs: minuteMs },
}

const maxCounters = 50_000

interface Counter {
  count: number
  endsAt: number
}

/**
 * Limits of an application: what is tried on an account counts on every instance, addresses count in this process. When it
 * counts for very many, the counters that end first make room.
 */
export function createAttemptLimits(
  tried: TriedAttempts,
  now: () => number = Date.now,
): AttemptLimits {
  const counters = new Map<string, Counter>()

  function take(key: string, limit: Limit): void {
    const time = now()
    const known = counters.get(key)
    if (known !== undefined && known.endsAt > time) {
      known.count++
      if (known.count > limit.most) throw tooMany(known.endsAt - time)
      return
    }
    if (counters.size >= maxCounters) makeRoom(counters, time)
    counters.delete(key)
    counters.set(key, { count: 1, endsAt: time + limit.windowMs })
  }

  return {
    async count(attempt) {
      const { kind, address } = attempt
      take(`${kind} from ${networkOf(address)}`, perAddress[kind])
      const limit = perAccount[kind]
      if (limit === undefined) return
      for (const account of attempt.accounts) {
        const { count, endsAt } = await tried.add(accountKey(kind, account), limit.windowMs)
        if (count > limit.most) throw tooMany(endsAt - now())
      }
    },
    async forgive({ kind, accounts }) {
      const [account, ...others] = accounts
      // Of two nobody knows which it was that got in.
      if (account !== undefined && others.length === 0)
        await tried.forget(accountKey(kind, account))
    },
  }
}

function makeRoom(counters: Map<string, Counter>, time: number): void {
  for (const [key, { endsAt }] of counters) if (endsAt <= time) counters.delete(key)
  // A map gives its keys in the order they came: the oldest go first.
  for (const key of counters.keys()) {
    if (counters.size < maxCounters * 0.9) return
    counters.delete(key)
  }
}

/** An address of IPv6 without its last 64 bits, which everybody chooses for themselves; one of IPv4 as it is. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length
  const all = [...groups, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...rest]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/** The same for every way of writing one address. */
function accountKey(kind: AttemptKind, account: string): string {
  return `${kind} on ${account.normalize('NFKC').trim().toLowerCase()}`
}

function tooMany(waitMs: number): AppError {
  const seconds = Math.ceil(waitMs / 1_000)
  return new AppError('too_many_requests', {
    message: `Too many attempts: try again in ${seconds} seconds`,
    details: { retryAfter: seconds },
  })
}
