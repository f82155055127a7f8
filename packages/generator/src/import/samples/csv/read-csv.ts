import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { CsvError } from 'csv-parse'
import { ImportError } from '../../source/index.ts'
import type { CsvDialect } from './csv-dialect.ts'

const pieceBytes = 1 << 18
const batchRows = 1_000

/** The text of the file is not in the encoding it seemed to be in. */
class EncodingMismatch extends Error {
  override readonly name = 'EncodingMismatch'
}

/** Reads the rows of a CSV file, a thousand at a time, leaving out so many at the beginning. */
export async function* readCsv(
  path: string,
  { dialect, from }: { dialect: CsvDialect; from: number },
): AsyncGenerator<string[][]> {
  const { parse } = await import('csv-parse')
  const parser = parse({
    delimiter: dialect.delimiter,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    from: from + 1,
  })
  const text = Readable.from(decoded(path, dialect.encoding), { objectMode: false })
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  let rows: string[][] = []
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      rows.push(row)
      if (rows.length < batchRows) continue
      yield rows
      rows = []
    }
  } catch (error) {
    throw isOfRow(error) ? brokenRow(path, error) : error
  } finally {
    text.destroy()
  }
  if (rows.length > 0) yield rows
}

async function* decoded(path: string, encoding: CsvDialect['encoding']): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
      const text = decoder.decode(piece as Buffer, { stream: true })
      if (text !== '') yield text
    }
    const rest = decoder.decode()
    if (rest !== '') yield rest
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new EncodingMismatch(`${basename(path)} is not ${encoding}`, { cause: error })
  }
}

/** Whether all of the file is in the encoding. */
export async function isEncoded(path: string, encoding: CsvDialect['encoding']): Promise<boolean> {
  try {
    for await (const _ of decoded(path, encoding));
    return true
  } catch (error) {
    if (error instanceof EncodingMismatch) return false
    throw error
  }
}

function isOfRow(error: unknown): error is CsvError {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith('CSV_')
}

function brokenRow(path: string, error: CsvError): ImportError {
  return new ImportError(
    `${basename(path)} is no CSV: ${error.message}`,
    'Mend that line, or export the file again with quotes around texts.',
    { cause: error },
  )
}
