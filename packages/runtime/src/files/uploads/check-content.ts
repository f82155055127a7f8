import { AppError } from '../../errors/index.ts'
import type { Content } from '../content/index.ts'
import type { FileLimits } from '../file-limits.ts'
import { inBytes } from '../file-limits.ts'

/** Lets the bytes of an upload pass up to a limit; 413 for one byte more. */
export async function* upTo(
  source: AsyncIterable<Uint8Array>,
  { maxBytes }: Pick<FileLimits, 'maxBytes'>,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

/** The refusal of a file that is too large. */
export function tooLarge(maxBytes: number): AppError {
  return new AppError('too_large', { message: `A file may have up to ${inBytes(maxBytes)}` })
}

/** Refuses a picture that would take more memory to decode than anybody should give: 422. */
export function refuseBomb({ pixels }: Content, { maxPixels }: FileLimits): void {
  if (pixels === undefined || pixels.width * pixels.height <= maxPixels) return
  const message = `The picture has ${pixels.width} x ${pixels.height} pixels, more than ${maxPixels} in all`
  throw new AppError('invalid', { message, errors: [{ path: '', code: 'too_large', message }] })
}
