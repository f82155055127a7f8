import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { deflateRawSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { isShown } from '../shown-types.ts'
import { type Content, cleanName, createContentReader, truthfulName } from './index.ts'

async function contentOf(bytes: Uint8Array, name = 'file', step = 65_536): Promise<Content> {
  const reader = createContentReader()
  for (let at = 0; at < bytes.length; at += step) reader.take(bytes.subarray(at, at + step))
  return reader.finish(name)
}

function picture(width: number, height: number): ReturnType<typeof sharp> {
  return sharp({ create: { width, height, channels: 3, background: '#369' } })
}

describe('what a file is, by its content', () => {
  for (const [format, type] of [
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['webp', 'image/webp'],
    ['gif', 'image/gif'],
    ['avif', 'image/avif'],
  ] as const) {
    test(`a ${format} and its pixels, in pieces of every length`, async () => {
      const bytes = await picture(123, 45).toFormat(format).toBuffer()
      for (const step of [1, 7, 65_536]) {
        const { type: found, pixels } = await contentOf(bytes, 'x.html', step)
        assert.deepEqual([found, pixels], [type, { width: 123, height: 45 }])
      }
    })
  }

  test('the pixels of a WebP without loss, and of one with an alpha channel', async () => {
    const lossless = await picture(300, 200).webp({ lossless: true }).toBuffer()
    assert.deepEqual((await contentOf(lossless)).pixels, { width: 300, height: 200 })
    const clear = { width: 31, height: 17, channels: 4, background: '#36912380' } as const
    const alpha = await sharp({ create: clear }).webp().toBuffer()
    assert.deepEqual((await contentOf(alpha)).pixels, { width: 31, height: 17 })
  })

  test('the pixels of a JPEG behind more than what is kept', async () => {
    const plain = await picture(640, 480).jpeg().toBuffer()
    const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0xff, 0xff]), randomBytes(65_533)])
    const bytes = Buffer.concat([
      plain.subarray(0, 2),
      ...Array(10).fill(segment),
      plain.subarray(2),
    ])
    for (const step of [1_000, 65_536]) {
      assert.deepEqual((await contentOf(bytes, 'x', step)).pixels, { width: 640, height: 480 })
    }
  })

  test('the pixels of a bomb, which nobody decodes', async () => {
    const bytes = await picture(1, 1).png().toBuffer()
    bytes.writeUInt32BE(50_000, 16)
    bytes.writeUInt32BE(50_000, 20)
    assert.deepEqual((await contentOf(bytes)).pixels, { width: 50_000, height: 50_000 })
  })

  const texts: [text: string, name: string, type: string][] = [
    ['hello', 'note.txt', 'text/plain'],
    ['a,b\n1,2', 'table.CSV', 'text/csv'],
    ['{"a":1}', 'x.json', 'application/json'],
    ['# Title', 'read.md', 'text/markdown'],
    ['alert(1)', 'x.js', 'text/plain'],
    ['body { color: red }', 'x.css', 'text/plain'],
    ['hello', 'page.html', 'text/plain'],
    ['hello', 'x.constructor', 'text/plain'],
    ['<!DOCTYPE html><script>alert(1)</script>', 'x.txt', 'text/html'],
    ['\ufeff  <HTML>', 'x.png', 'text/html'],
    ['<script>alert(1)</script>', 'x.jpg', 'text/html'],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'x.png', 'image/svg+xml'],
    ['<?xml version="1.0"?>\n<svg onload="alert(1)"></svg>', 'x.png', 'image/svg+xml'],
    ['<?xml version="1.0"?><a/>', 'x.txt', 'application/xml'],
    ['Größe ✓', 'x.txt', 'text/plain'],
    ['a\0b', 'x.txt', 'application/octet-stream'],
    ['', 'x.txt', 'text/plain'],
  ]
  for (const [text, name, type] of texts) {
    test(`${JSON.stringify(text.slice(0, 30))} called ${name} is ${type}`, async () => {
      assert.equal((await contentOf(Buffer.from(text), name)).type, type)
    })
  }

  test('a picture that is a script as well is a picture', async () => {
    const gif = await picture(2, 2).gif().toBuffer()
    const polyglot = Buffer.concat([gif, Buffer.from('<script>alert(1)</script>')])
    assert.equal((await contentOf(polyglot, 'x.html')).type, 'image/gif')
  })

  test('an archive that would unpack to a gigabyte costs nothing', async () => {
    const zeros = Buffer.alloc(64 * 1_048_576)
    const before = process.memoryUsage().rss
    const gzip = gzipSync(zeros)
    assert.equal((await contentOf(gzip)).type, 'application/gzip')
    const entry = deflateRawSync(zeros)
    const header = Buffer.alloc(30)
    header.write('PK\u0003\u0004', 0, 'latin1')
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(entry.length, 18)
    header.writeUInt32LE(zeros.length, 22)
    header.writeUInt16LE(19, 26)
    const zip = Buffer.concat([header, Buffer.from('[Content_Types].xml'), entry])
    assert.match((await contentOf(zip)).type, /zip|octet-stream|openxml/)
    assert.ok(process.memoryUsage().rss - before < 64 * 1_048_576)
  })

  test('nothing a browser could run is shown in place', () => {
    for (const type of [
      'text/html',
      'image/svg+xml',
      'application/xml',
      'text/plain',
      'application/pdf',
    ]) {
      assert.equal(isShown(type), false)
    }
    assert.equal(isShown('image/png'), true)
  })
})

describe('the name of a file', () => {
  const names: [given: string | undefined, clean: string][] = [
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['C:\\temp\\a.txt', 'a.txt'],
    ['a\0.png', 'a.png'],
    ['evil.png.', 'evil.png'],
    ['evil.png. . .', 'evil.png'],
    ['.htaccess', 'htaccess'],
    ['..', 'file'],
    ['', 'file'],
    [undefined, 'file'],
    ['a\r\nX-Evil: 1', 'aX-Evil 1'],
    ['cod\u202egpj.exe', 'codgpj.exe'],
    ['Grüße & 日本.png', 'Grüße & 日本.png'],
    [`${'x'.repeat(400)}.png`, `${'x'.repeat(150)}.png`],
  ]
  for (const [given, clean] of names) {
    test(`${JSON.stringify(given)?.slice(0, 40)} becomes ${clean.slice(0, 40)}`, () => {
      assert.equal(cleanName(given), clean)
    })
  }

  test('has an extension that is true', () => {
    const png = { type: 'image/png', extension: 'png' }
    assert.equal(truthfulName('a.png', png), 'a.png')
    assert.equal(truthfulName('a.html', png), 'a.html.png')
    assert.equal(truthfulName('a', png), 'a.png')
    assert.equal(truthfulName('a.JPEG', { type: 'image/jpeg', extension: 'jpg' }), 'a.JPEG')
    assert.equal(truthfulName('a.svg', { type: 'text/plain' }), 'a.svg.txt')
    assert.equal(truthfulName('a.exe', { type: 'application/octet-stream' }), 'a.exe.bin')
    assert.equal(truthfulName('a.dat', { type: 'application/octet-stream' }), 'a.dat')
    assert.equal(
      truthfulName('book.xyz', { type: 'application/zip', extension: 'zip' }),
      'book.xyz',
    )
  })
})
