/** The lines of a stream of bytes, without their ends; the last one with or without an end. */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let pieces: Uint8Array[] = []
  for await (const chunk of source) {
    let from = 0
    for (;;) {
      const end = chunk.indexOf(newline, from)
      if (end === -1) break
      pieces.push(chunk.subarray(from, end))
      yield Buffer.concat(pieces).toString('utf8')
      pieces = []
      from = end + 1
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from))
  }
  if (pieces.length > 0) yield Buffer.concat(pieces).toString('utf8')
}

const newline = 10
