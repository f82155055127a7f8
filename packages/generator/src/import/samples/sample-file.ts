import { readFileSync, statSync } from 'node:fs'
import type { JsonValue } from '@cambium/model'
import { findElements, readElements } from '../json-file/index.ts'
import type { CsvDialect } from './csv/index.ts'
import { readCsv } from './csv/index.ts'
import { plainJson } from './plain-json.ts'

/** A file of samples, and how its records stand in it. */
export type SampleFile = { name: string; path: string } & (
  | { form: 'csv'; dialect: CsvDialect; names: string[]; headerRows: number }
  | { form: 'json'; start: number }
  /** One of several lists in an object. */
  | { form: 'part'; values: JsonValue[] }
)

/** One record by its columns. */
export interface SampleRecord {
  [column: string]: JsonValue
}

/** Records that were read together, and where each of them ends: a number of rows, or a byte. */
export interface RecordBatch {
  records: SampleRecord[]
  ends: number[]
  /** Rows that have more cells than there are columns. */
  tooLong: number
}

/** Reads the records behind a place. */
export function readRecords(file: SampleFile, after: number | null): AsyncGenerator<RecordBatch> {
  if (file.form === 'part') return partRecords(file, after)
  return file.form === 'csv' ? csvRecords(file, after) : jsonRecords(file, after)
}

async function* partRecords(
  { values }: SampleFile & { form: 'part' },
  after: number | null,
): AsyncGenerator<RecordBatch> {
  const from = after ?? 0
  const ends = values.slice(from).map((_, index) => from + index + 1)
  if (ends.length > 0) yield { records: values.slice(from).map(recordOf), ends, tooLong: 0 }
}

async function* csvRecords(
  { path, dialect, names, headerRows }: SampleFile & { form: 'csv' },
  after: number | null,
): AsyncGenerator<RecordBatch> {
  let row = after ?? headerRows
  for await (const cells of readCsv(path, { dialect, from: row })) {
    const ends = cells.map((_, index) => row + index + 1)
    row += cells.length
    const records = cells.map((line) => {
      const record: SampleRecord = {}
      for (const [index, name] of names.entries()) record[name] = line[index] ?? null
      return record
    })
    yield { records, ends, tooLong: cells.filter((line) => line.length > names.length).length }
  }
}

async function* jsonRecords(
  { path, start }: SampleFile & { form: 'json' },
  after: number | null,
): AsyncGenerator<RecordBatch> {
  for await (const { values, ends } of readElements(path, after ?? start)) {
    yield { records: values.map(recordOf), ends, tooLong: 0 }
  }
}

/** A value that is no object is a record with one column. */
function recordOf(value: JsonValue): SampleRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { value }
  const record: SampleRecord = {}
  for (const [name, inner] of Object.entries(value)) record[name] = plainJson(inner)
  return record
}

const mostBytes = 1 << 26

/** The lists of a file that holds an object of nothing else: `{ "users": [...], "orders": [...] }`. */
export function listsIn(path: string): SampleFile[] {
  if (findElements(path)?.form !== 'lines' || statSync(path).size > mostBytes) return []
  const lists = Object.entries(objectIn(path))
  const isList = (value: JsonValue): value is JsonValue[] =>
    Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null)
  if (!lists.every(([, value]) => isList(value))) return []
  return lists.flatMap(([name, values]) =>
    Array.isArray(values) ? [{ name, path, form: 'part' as const, values }] : [],
  )
}

function objectIn(path: string): { [name: string]: JsonValue } {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
  } catch {
    // Several values, one behind the other.
    return {}
  }
}

/** Where the records of a JSON file begin; `null` where there are none. */
export function jsonStart(path: string): number | null {
  return findElements(path)?.start ?? null
}
