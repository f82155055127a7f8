import { setTimeout as wait } from 'node:timers/promises'

/** What comes next: a part, or a beat, which shows that the connection is still there. */
export type Next = { readonly value: unknown } | { readonly beat: true }

const beatMs = 15_000

/**
 * The parts of an iterator until it ends or the signal is aborted, even when the iterator does not notice that. With
 * `beats` something comes every 15 seconds at least.
 */
export async function* nextPart(
  iterator: AsyncIterator<unknown>,
  { signal, beats }: { signal: AbortSignal | undefined; beats: boolean },
): AsyncGenerator<Next> {
  const aborted = onceAborted(signal)
  while (signal?.aborted !== true) {
    const pending = iterator.next()
    let arrived = await firstOf(pending, { aborted: aborted.promise, beats })
    while (arrived === 'beat') {
      yield { beat: true }
      arrived = await firstOf(pending, { aborted: aborted.promise, beats })
    }
    if (arrived === 'aborted' || arrived.done === true) break
    yield { value: arrived.value }
  }
  aborted.forget()
}

type Arrived = IteratorResult<unknown> | 'aborted' | 'beat'

async function firstOf(
  pending: Promise<IteratorResult<unknown>>,
  { aborted, beats }: { aborted: Promise<'aborted'>; beats: boolean },
): Promise<Arrived> {
  if (!beats) return Promise.race([pending, aborted])
  const timer = new AbortController()
  const beat = wait(beatMs, 'beat' as const, { signal: timer.signal }).catch(() => 'beat' as const)
  try {
    return await Promise.race([pending, aborted, beat])
  } finally {
    timer.abort()
  }
}

function onceAborted(signal: AbortSignal | undefined): {
  promise: Promise<'aborted'>
  forget(): void
} {
  const { promise, resolve } = Promise.withResolvers<'aborted'>()
  const notice = (): void => resolve('aborted')
  signal?.addEventListener('abort', notice)
  return { promise, forget: () => signal?.removeEventListener('abort', notice) }
}
