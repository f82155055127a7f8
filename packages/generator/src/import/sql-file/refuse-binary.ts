import { closeSync, openSync, readSync } from 'node:fs'
import { ImportError } from '../source/index.ts'

/** The first bytes of a file, each as one character; nothing where it cannot be read. */
export function firstBytes(file: string): string {
  try {
    const handle = openSync(file, 'r')
    try {
      const bytes = Buffer.alloc(8)
      return bytes.toString('latin1', 0, readSync(handle, bytes, 0, bytes.length, 0))
    } finally {
      closeSync(handle)
    }
  } catch {
    return ''
  }
}

/** What pg_dump writes with `-Fc`. */
export const customDump = 'PGDMP'

/** Files that hold SQL in another form are refused, with the way to text. */
export function refuseBinary(file: string): void {
  const start = firstBytes(file)
  const [form, way] = start.startsWith(customDump)
    ? ['a dump in the custom form', 'Make text of it: pg_restore --no-owner -f shop.sql FILE']
    : start.startsWith('\x1f\x8b')
      ? ['packed with gzip', 'Unpack it first: gunzip FILE']
      : start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff')
        ? [
            'written in UTF-16',
            'Write it in UTF-8 (in PowerShell: pg_dump -f shop.sql shop, without >)',
          ]
        : []
  if (form !== undefined) throw new ImportError(`${file} is ${form}, and no text`, way ?? null)
}
