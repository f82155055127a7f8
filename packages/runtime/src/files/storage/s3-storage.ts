import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { checkedKey } from '../file-key.ts'
import type { ByteRange, FileStorage } from './file-storage.ts'
import { retryUnavailable } from './retry-unavailable.ts'
import { spool } from './spool.ts'

/** Where a bucket is, and who may use it. */
export interface S3Place {
  /** With the bucket: `https://s3.eu-central-1.amazonaws.com/shop-files`. */
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
  /** What every key begins with, `shop/`; empty for nothing. */
  readonly prefix: string
}

/**
 * A storage in a bucket of S3, or of anything that speaks its protocol. An object is sent by one request once its length
 * is known, so that nothing is left of one that was interrupted. Files may have up to 5 GB, the limit of such a request.
 */
export async function createS3Storage(place: S3Place): Promise<FileStorage> {
  const { S3mini } = await import('s3mini')
  const { endpoint, accessKeyId, secretAccessKey, region, prefix } = place
  const bucket = new S3mini({
    endpoint,
    accessKeyId,
    secretAccessKey,
    region,
    // The types of browsers know no duplex, and a project may have them.
    fetch: (address, init) =>
      fetch(address, { ...init, duplex: 'half', redirect: 'error' } as RequestInit),
  })
  const nameOf = (key: string): string => prefix + checkedKey(key)
  return {
    async put(key, source) {
      const name = nameOf(key)
      const spooled = await spool(source)
      try {
        await retryUnavailable(() => send(bucket, name, spooled))
        return spooled.size
      } finally {
        await spooled.close()
      }
    },
    async get(key, range) {
      const name = nameOf(key)
      const answer = await ifThere(retryUnavailable(() => read(bucket, name, range)))
      if (answer?.body == null) return undefined
      const whole = Readable.fromWeb(answer.body as ReadableStream<Uint8Array>)
      return range ? Readable.from(cut(whole, within(answer, range))) : whole
    },
    async stat(key) {
      const name = nameOf(key)
      return retryUnavailable(async () => {
        if (!(await bucket.objectExists(name))) return undefined
        return { key, size: await bucket.getContentLength(name) }
      })
    },
    async delete(key) {
      const name = nameOf(key)
      await ifThere(retryUnavailable(() => bucket.deleteObject(name)))
    },
    async list(start) {
      const name = nameOf(start)
      const found = await retryUnavailable(() => bucket.listObjects('/', name))
      return (found ?? []).map(({ Key, Size }) => ({ key: Key.slice(prefix.length), size: Size }))
    },
    sign: (key, expiresInSeconds) => bucket.getPresignedUrl('GET', nameOf(key), expiresInSeconds),
  }
}

type Bucket = InstanceType<typeof import('s3mini').S3mini>

async function send(
  bucket: Bucket,
  name: string,
  { size, read: open }: { readonly size: number; read(): Readable },
): Promise<void> {
  if (size === 0) {
    await bucket.putObject(name, new Uint8Array(0))
    return
  }
  const body = Readable.toWeb(open()) as unknown as globalThis.ReadableStream
  await bucket.putObject(name, body, undefined, undefined, undefined, size)
}

function read(bucket: Bucket, name: string, range: ByteRange | undefined): Promise<Response> {
  if (range === undefined) return bucket.getObjectRaw(name)
  // The end of this library's range is not part of it.
  return bucket.getObjectRaw(name, false, range.start, range.end + 1)
}

async function ifThere<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return undefined
    throw error
  }
}

/** A server may answer with more than the part it was asked for: where that part is in its answer. */
function within({ headers }: Response, { start, end }: ByteRange): ByteRange {
  const first = Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1] ?? 0)
  return { start: start - first, end: end - first }
}

async function* cut(
  source: AsyncIterable<Uint8Array>,
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const chunk of source) {
    const part = chunk.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at))
    if (part.byteLength > 0) yield part
    at += chunk.byteLength
    if (at > end) return
  }
}
