import { basename } from 'node:path'
import { loadPostgresParser, type PostgresParser } from '../postgres-parser/index.ts'
import { ImportError, type OpenSource, type SourceOptions } from '../source/index.ts'
import {
  type Catalogue,
  createCatalogue,
  finishCatalogue,
  foldStatement,
} from './catalogue/index.ts'
import { generatedLeft } from './generated-left.ts'
import { noteCopied, noteInserted, type Place, type RowsReading, settleRows } from './note-rows.ts'
import { createSegments, lookAtRows, readHead, segmentRows } from './rows/index.ts'
import { hasSqlDetails } from './sql-details.ts'
import { filesLabel } from './sql-files.ts'
import { openChunks, type Piece, splitStatements } from './text/index.ts'

interface Reading extends RowsReading {
  parser: PostgresParser
  encoding: string
}

/** Reads files of PostgreSQL's SQL: the schema now, in one pass, and the rows later, where that pass found them. */
export async function openPostgresFiles(
  files: readonly string[],
  options: SourceOptions,
): Promise<OpenSource> {
  const reading: Reading = {
    parser: await loadPostgresParser(),
    catalogue: createCatalogue(),
    segments: createSegments(),
    encoding: 'utf8',
    backslashes: false,
    owners: new Map(),
  }
  for (const [file, path] of files.entries()) {
    options.progress(`Reading ${basename(path)}`)
    await readFile(reading, path, { file, name: basename(path) })
  }
  settleRows(reading)
  knowSchemas(reading.catalogue, options.schemas)
  const finished = finishCatalogue(reading.catalogue, options.schemas)
  if (finished.tables.length === 0) throw nothingRead(files, finished.left[0]?.what)
  const rows = segmentRows({
    files,
    tables: finished.tables,
    segments: reading.segments,
    encoding: reading.encoding,
    progress: options.progress,
  })
  const notes = await lookAtRows(rows, finished.tables)
  return {
    schema: {
      kind: 'sql',
      label: filesLabel(files),
      dialect: 'postgres',
      tables: finished.tables.map(({ table }) => table),
      left: [...finished.left, ...(await generatedLeft(finished.tables))],
      notes,
    },
    rows,
    close: async () => {},
  }
}

async function readFile(reading: Reading, path: string, place: Place): Promise<void> {
  const source = await openChunks(path)
  try {
    let copy: Piece | null = null
    for await (const pieces of splitStatements(source.read(0))) {
      for (const piece of pieces) {
        if (piece.kind === 'copied') noteCopied(reading, place, { piece, copy })
        else foldPiece(reading, place, piece)
        copy = piece
      }
    }
  } finally {
    await source.close()
  }
}

type StatementPiece = Extract<Piece, { kind: 'statement' }>
/** An INSERT is kept in mind as rows; everything else changes the catalogue. */
function foldPiece(reading: Reading, place: Place, piece: StatementPiece): void {
  const head = /^(?:insert|copy)\b/i.test(piece.text) ? readHead(piece.text) : null
  if (head?.kind === 'insert') {
    noteInserted(reading, place, { head, piece })
    return
  }
  if (head?.kind === 'copy' && head.isText) return
  const encoding = /^set\s+client_encoding\s*(?:=|to)\s*'?([\w-]+)/i.exec(piece.text)?.[1]
  if (encoding !== undefined) reading.encoding = encodingOf(encoding)
  const strings = /^set\s+standard_conforming_strings\s*(?:=|to)\s*'?(off|on)/i.exec(
    piece.text,
  )?.[1]
  if (strings !== undefined) reading.backslashes = strings.toLowerCase() === 'off'
  parsePiece(reading, place, piece)
}

function parsePiece(
  { parser, catalogue, encoding }: Reading,
  { name }: Place,
  piece: StatementPiece,
): void {
  const text = decode(piece.text, encoding)
  const raw = encoding === 'utf8' ? piece.text : Buffer.from(text, 'utf8').toString('latin1')
  const place = `${name}:${piece.line}`
  try {
    for (const { stmt } of parser.statements(text)) {
      if (stmt !== undefined) foldStatement(catalogue, { node: stmt, raw, place })
    }
  } catch (error) {
    if (!hasSqlDetails(error)) throw error
    const before = text.slice(0, Math.max(0, error.sqlDetails.cursorPosition))
    const line = piece.line + (before.match(/\n/g)?.length ?? 0)
    catalogue.left.addMistake(`${name}:${line}`, shown(text), error.message)
  }
}

function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 77)}...` : line
}

/** Bytes, each as one character, as text. */
function decode(bytes: string, encoding: string): string {
  const buffer = Buffer.from(bytes, 'latin1')
  return encoding === 'utf8' ? buffer.toString('utf8') : new TextDecoder(encoding).decode(buffer)
}

const encodings: Readonly<Record<string, string>> = {
  latin1: 'windows-1252',
  win1252: 'windows-1252',
  win1251: 'windows-1251',
  win1250: 'windows-1250',
  latin2: 'iso-8859-2',
  latin9: 'iso-8859-15',
  euc_jp: 'euc-jp',
  sjis: 'shift_jis',
}

function encodingOf(name: string): string {
  const wanted = name.toLowerCase()
  if (/^(?:utf-?8|unicode|sql_ascii)$/.test(wanted)) return 'utf8'
  const found = encodings[wanted]
  if (found !== undefined) return found
  throw new ImportError(
    `The file is written in ${name}, which is not read`,
    'Make it again with pg_dump --encoding=UTF8',
  )
}

function knowSchemas({ tables }: Catalogue, wanted: readonly string[]): void {
  const names = [...new Set([...tables.values()].map(({ table }) => table.schema))].toSorted()
  const missing = wanted.find((name) => !names.includes(name))
  if (missing === undefined) return
  throw new ImportError(
    `No table stands in the schema "${missing}"`,
    `There are: ${names.join(', ')}. Letters are small unless the schema was made with quotes`,
  )
}

function nothingRead(files: readonly string[], mistake: string | undefined): ImportError {
  const file = files.map((path) => basename(path)).join(', ')
  return new ImportError(
    `There is no table in ${file}`,
    mistake === undefined
      ? 'Name the file that has its CREATE TABLE statements (pg_dump without --data-only)'
      : `The first statement that is not understood: ${mistake}. SQLite's SQL is read with --dialect sqlite`,
  )
}
