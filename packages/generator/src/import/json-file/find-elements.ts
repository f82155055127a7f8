import { closeSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { ImportError } from '../source/index.ts'

/** How the records of a JSON file stand in it. */
export interface ElementsPlace {
  /** `wrapped`: in a list under a name such as `results`; `list`: in a list; `lines`: one behind the other. */
  form: 'wrapped' | 'list' | 'lines'
  /** The byte where they begin. */
  start: number
}

const headBytes = 65_536
const wrappers = /^\s*\{\s*"(?:results|data|items|records|rows|value)"\s*:\s*\[/

/** Looks at the first bytes of a file; `null` where they are no records of JSON. */
export function findElements(path: string): ElementsPlace | null {
  const head = readHead(path)
  const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  const start = isMarked ? 3 : 0
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new ImportError(
      `${basename(path)} is UTF-16, and JSON is UTF-8`,
      'Convert it first: iconv -f UTF-16 -t UTF-8',
    )
  }
  // Byte for byte, so that places in the text are places in the file.
  const text = head.toString('latin1', start)
  const wrapped = wrappers.exec(text)
  if (wrapped) return { form: 'wrapped', start: start + wrapped[0].length }
  const first = /\S/.exec(text)
  if (first?.[0] === '[') return { form: 'list', start: start + first.index + 1 }
  return first?.[0] === '{' ? { form: 'lines', start } : null
}

/** The first 64 KB of a file. */
export function readHead(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(headBytes)
    return head.subarray(0, readSync(file, head, 0, headBytes, 0))
  } finally {
    closeSync(file)
  }
}
