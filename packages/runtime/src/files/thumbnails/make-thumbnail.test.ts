import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { makeThumbnail } from './make-thumbnail.ts'

const size = { width: 50, height: 50, maxPixels: 50_000_000, timeLimitMs: 60_000 }

function picture(width: number, height: number): ReturnType<typeof sharp> {
  return sharp({ create: { width, height, channels: 3, background: '#369' } })
}

describe('makeThumbnail()', () => {
  for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
    test(`makes a ${format} smaller`, async () => {
      const bytes = await picture(400, 200).toFormat(format).toBuffer()
      const made = await sharp(await makeThumbnail(Readable.from([bytes]), size)).metadata()
      assert.deepEqual([made.width, made.height, made.format], [50, 25, 'webp'])
    })
  }

  test('leaves behind where a picture was taken, and turns it as it was held', async () => {
    const bytes = await picture(400, 200)
      .withExif({ IFD0: { Artist: 'somebody', Orientation: '6' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const made = await sharp(await makeThumbnail(Readable.from([bytes]), size)).metadata()
    assert.deepEqual([made.width, made.height, made.exif], [25, 50, undefined])
  })

  test('makes none larger than it is', async () => {
    const bytes = await picture(20, 10).png().toBuffer()
    const made = await sharp(await makeThumbnail(Readable.from([bytes]), size)).metadata()
    assert.deepEqual([made.width, made.height], [20, 10])
  })

  test('gives up on what is no picture, is cut off, or is a drawing', async () => {
    const png = await sharp(randomBytes(300 * 300 * 3), {
      raw: { width: 300, height: 300, channels: 3 },
    })
      .png()
      .toBuffer()
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    for (const bytes of [randomBytes(1_000), png.subarray(0, 1_000), Buffer.from(drawing)]) {
      await assert.rejects(makeThumbnail(Readable.from([bytes]), size), /No thumbnail/)
    }
  })

  test('gives up on a picture of too many pixels before it is decoded', async () => {
    const bytes = await picture(9_000, 9_000).png({ compressionLevel: 9 }).toBuffer()
    await assert.rejects(makeThumbnail(Readable.from([bytes]), size), /No thumbnail/)
  })

  test('ends a process that takes longer than it may', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield (await picture(400, 200).png().toBuffer()).subarray(0, 40)
      await wait(60_000, undefined, { ref: false })
    }
    const started = performance.now()
    const slow = makeThumbnail(Readable.from(endless()), { ...size, timeLimitMs: 1_000 })
    await assert.rejects(slow, /No thumbnail/)
    const tookMs = performance.now() - started
    assert.ok(tookMs < 40_000, `${tookMs}`)
  })
})
