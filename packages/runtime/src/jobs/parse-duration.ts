const units: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

const maxMs = 10 * 365 * 86_400_000

/**
 * Milliseconds of a length of time: a number of them, or text as `500ms`, `30s`, `5m`, `2h`, `1d`, `1h30m`. Throws where
 * it is none, with `what` it was meant for.
 */
export function parseDuration(value: number | string, what: string): number {
  const milliseconds = typeof value === 'number' ? value : ofText(value)
  if (Number.isFinite(milliseconds) && milliseconds >= 0 && milliseconds <= maxMs) {
    return milliseconds
  }
  throw new Error(
    `${what}: ${JSON.stringify(value)} is no length of time: write a number of milliseconds, or text as "30s", "5m", "2h", "1d"`,
  )
}

function ofText(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(text)) return Number.NaN
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)
  return [...parts].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  )
}

/** So many in so long. */
export interface Rate {
  readonly count: number
  readonly windowMs: number
}

/** Reads `10/1m`: ten a minute. */
export function parseRate(text: string, what: string): Rate {
  const [, count, window] = /^(\d{1,9})\/(.+)$/.exec(text) ?? []
  const rate = { count: Number(count), windowMs: ofText(bare(window ?? '')) }
  if (rate.count > 0 && rate.windowMs > 0) return rate
  throw new Error(`${what}: ${JSON.stringify(text)} is no rate: write "10/1m" for ten a minute`)
}

/** `10/m` is ten a minute too. */
function bare(window: string): string {
  return window in units ? `1${window}` : window
}
