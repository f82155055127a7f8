/** A stream that is being read. */
export interface OpenStream {
  /** When it ended; undefined while it goes on. */
  readonly endedAt: number | undefined
  close(): void
}

/** Reads a stream until it ends, from its first part on. Throws where there is none. */
export async function openStream(
  address: string,
  headers: { readonly [name: string]: string },
): Promise<OpenStream> {
  const controller = new AbortController()
  const answer = await fetch(address, { headers, signal: controller.signal })
  const reader = answer.body?.getReader()
  if (answer.status !== 200 || reader === undefined) {
    throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
  }
  await reader.read()
  const stream: { endedAt: number | undefined; close(): void } = {
    endedAt: undefined,
    close: () => controller.abort(),
  }
  void (async () => {
    try {
      while (!(await reader.read()).done);
    } catch {
      // A connection that breaks off has ended, too.
    }
    stream.endedAt = performance.now()
  })()
  return stream
}
