import type { JsonValue } from '@cambium/model'
import { loadedParser } from '../../postgres-parser/index.ts'
import type { SourceRow } from '../../source/index.ts'
import { constantValue } from '../catalogue/index.ts'
import type { Decode } from './decode.ts'
import type { TupleValue } from './read-tuple.ts'
import type { ColumnReader } from './read-value.ts'

/** A row of VALUES by its columns. What only a database can work out is left out, so that defaults are taken. */
export function tupleRow(
  values: readonly TupleValue[],
  readers: readonly (ColumnReader | null)[],
  { decode, unknown }: { decode: Decode; unknown: (sql: string) => void },
): SourceRow {
  const row: SourceRow = Object.create(null)
  for (const [at, value] of values.entries()) {
    const reader = readers[at]
    if (reader === null || reader === undefined) continue
    const read = readTupleValue(value, reader, decode)
    if (read === undefined) {
      if (!/^default$/i.test(value.text)) unknown(decode(value.text))
    } else row[reader.name] = read
  }
  return row
}

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

function readTupleValue(
  value: TupleValue,
  reader: ColumnReader,
  decode: Decode,
): JsonValue | undefined {
  if (value.kind === 'text') return reader.written(decode(value.text))
  const { text } = value
  if (value.kind === 'word') {
    if (number.test(text)) return reader.written(text)
    if (/^null$/i.test(text)) return null
    if (/^(?:true|false)$/i.test(text)) return reader.written(text.toLowerCase())
    if (/^default$/i.test(text)) return undefined
  }
  if (/^(?:now\(\)|current_timestamp|transaction_timestamp\(\)|localtimestamp)$/i.test(text)) {
    return reader.written(new Date().toISOString().replace('T', ' ').replace('Z', '+00'))
  }
  const node = loadedParser().expression(decode(text))
  return node === null ? undefined : constantValue(node, { type: reader.type, base: reader.base })
}
