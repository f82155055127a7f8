import type { RangeVar } from 'libpg-query'

/** What stands before rows: `insert into ... values`, or `copy ... from stdin`. */
export interface RowsHead {
  kind: 'insert' | 'copy'
  relation: Pick<RangeVar, 'schemaname' | 'relname'>
  columns: string[] | null
  /** The table and its columns as they are written. */
  written: string
  /** Characters until the first bracket of the rows. */
  length: number
  /** `default values`: one row of defaults. */
  isDefault: boolean
  /** COPY in the form that pg_dump writes. */
  isText: boolean
}

const name = String.raw`(?:"(?:[^"]|"")+"|[A-Za-z_\x80-\xff][\w$\x80-\xff]*)`
const space = String.raw`(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)`
const table = String.raw`(${name}(?:${space}*\.${space}*${name})*)`
const list = String.raw`(?:${space}*\((${space}*${name}(?:${space}*,${space}*${name})*${space}*)\))?`

const insert = new RegExp(
  String.raw`^insert${space}+into${space}+${table}(?:${space}+as${space}+${name})?${list}${space}*(?:overriding${space}+(?:system|user)${space}+value${space}+)?(default${space}+values|values)${space}*(?=\(|;|returning|on${space}|$)`,
  'i',
)
const copy = new RegExp(
  String.raw`^copy${space}+${table}${list}${space}*from${space}+stdin${space}*(with${space}*\(([^)]*)\)|\(([^)]*)\)|[^;]*)?;`,
  'i',
)

/** Reads the head of rows, whose bytes are characters each; `null` for anything else. */
export function readHead(text: string): RowsHead | null {
  const inserted = insert.exec(text)
  if (inserted !== null) return insertOf(inserted)
  const copied = copy.exec(text)
  if (copied === null) return null
  const options = (copied[3] ?? '').toLowerCase()
  return headOf('copy', copied, !/csv|binary|delimiter|null|header|encoding/.test(options))
}

function insertOf(found: RegExpExecArray): RowsHead | null {
  const isDefault = !/^values$/i.test(found[3] ?? '')
  const head = headOf('insert', found, true)
  if (isDefault) return { ...head, isDefault, columns: [], written: `${found[1]} default` }
  return /\($/.test(found.input.slice(0, head.length + 1)) ? head : null
}

function headOf(kind: RowsHead['kind'], found: RegExpExecArray, isText: boolean): RowsHead {
  const [head, written = '', columns] = found
  const names = namesIn(written)
  const schemaname = names.at(-2)
  return {
    kind,
    relation: { relname: names.at(-1) ?? '', ...(schemaname !== undefined && { schemaname }) },
    columns: columns === undefined ? null : namesIn(columns),
    written: `${written}(${columns ?? ''})`,
    length: head.length,
    isDefault: false,
    isText,
  }
}

const eachName = /"((?:[^"]|"")+)"|[A-Za-z_\x80-\xff][\w$\x80-\xff]*/g

/** The same few heads stand before all the rows of a file. */
const remembered = new Map<string, string[]>()

function namesIn(text: string): string[] {
  const known = remembered.get(text)
  if (known !== undefined) return known
  const names = splitNames(text)
  if (remembered.size > 500) remembered.clear()
  remembered.set(text, names)
  return names
}

function splitNames(text: string): string[] {
  return [...text.matchAll(eachName)].map(([all, quoted]) =>
    Buffer.from(quoted?.replaceAll('""', '"') ?? all.toLowerCase(), 'latin1').toString('utf8'),
  )
}
