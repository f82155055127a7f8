import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import process from 'node:process'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import type { ThumbnailSize } from '../thumbnail-size.ts'

const maxMemoryBytes = 256 * 1_048_576
const maxResultBytes = 8 * 1_048_576

/**
 * A smaller version of a picture as WebP, made in a process that may take so much time and 256 MB. Rejects for what is no
 * picture after all, or takes more than that.
 */
export async function makeThumbnail(
  picture: Readable,
  {
    width,
    height,
    maxPixels,
    timeLimitMs,
  }: ThumbnailSize & { readonly maxPixels: number; readonly timeLimitMs: number },
): Promise<Buffer> {
  const file = import.meta.url.endsWith('.ts') ? 'thumbnail-process.ts' : 'thumbnail-process.js'
  const script = fileURLToPath(new URL(file, import.meta.url))
  const limits = ['--max-old-space-size=64', '--permission', '--allow-addons', '--allow-fs-read=*']
  const numbers = [width, height, maxPixels, maxMemoryBytes].map(String)
  const child = spawn(process.execPath, [...limits, script, ...numbers], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
    timeout: timeLimitMs,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  try {
    // A process that ended early does not read the rest; its exit code says why.
    pipeline(picture, child.stdin).catch(() => undefined)
    const [made, code] = await Promise.all([collect(child.stdout), ended])
    if (code !== 0 || made.length === 0) throw new Error(`No thumbnail came of it: ${code}`)
    return made
  } finally {
    picture.destroy()
    child.kill('SIGKILL')
  }
}

async function collect(source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > maxResultBytes) throw new Error('The thumbnail is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
