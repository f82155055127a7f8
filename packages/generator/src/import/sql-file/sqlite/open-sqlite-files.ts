import { basename } from 'node:path'
import {
  ImportError,
  type LeftBehind,
  type OpenSource,
  type SourceOptions,
} from '../../source/index.ts'
import { readSqlite } from '../../sqlite/index.ts'
import { filesLabel } from '../sql-files.ts'
import { openChunks, type Piece, splitStatements } from '../text/index.ts'
import { judgeStatement } from './allowed-statement.ts'
import { openScratch, type ScratchDatabase } from './scratch-database.ts'

/** Runs files of SQLite's SQL in a database of its own, and reads that. */
export async function openSqliteFiles(
  files: readonly string[],
  { progress }: SourceOptions,
): Promise<OpenSource> {
  const scratch = await openScratch(await sizeOf(files))
  try {
    const left: LeftBehind[] = []
    scratch.db.exec('begin')
    for (const path of files) {
      progress(`Reading ${basename(path)}`)
      left.push(...(await runFile(scratch, path)))
    }
    if (scratch.db.isTransaction) scratch.db.exec('commit')
    left.push(...scratch.trust().map(endlessView))
    return sourceOf(scratch, { files, left, progress })
  } catch (error) {
    scratch.close()
    throw error
  }
}

async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0
  for (const path of files) {
    const source = await openChunks(path)
    bytes += source.bytes
    await source.close()
  }
  return bytes
}

interface ReadFiles {
  files: readonly string[]
  left: LeftBehind[]
  progress(text: string): void
}

function sourceOf(scratch: ScratchDatabase, { files, left, progress }: ReadFiles): OpenSource {
  const label = filesLabel(files)
  const { schema, rows } = readSqlite(scratch.db, { label, progress })
  if (schema.tables.length === 0) {
    throw new ImportError(
      `There is no table in ${files.map((path) => basename(path)).join(', ')}`,
      left[0] === undefined
        ? 'Name the file that has its CREATE TABLE statements'
        : `The first statement that is not taken: ${left[0].what} (${left[0].reason})`,
    )
  }
  return {
    schema: { ...schema, kind: 'sql', left: [...left, ...schema.left] },
    rows,
    close: async () => scratch.close(),
  }
}

const mostMistakes = 20

async function runFile(scratch: ScratchDatabase, path: string): Promise<LeftBehind[]> {
  const left: LeftBehind[] = []
  let more = 0
  const source = await openChunks(path)
  try {
    for await (const pieces of splitStatements(source.read(0), 'sqlite')) {
      for (const piece of pieces) {
        const found = runPiece(scratch, piece, basename(path))
        if (found !== null && left.length < mostMistakes) left.push(found)
        else if (found !== null) more += 1
      }
    }
  } finally {
    await source.close()
  }
  if (more === 0) return left
  const rest = {
    what: `${more} more statements of ${basename(path)}`,
    reason: 'SQLite refuses them',
    suggestion: 'Is this SQL of another database? Say --dialect postgres where it is PostgreSQL',
  }
  return [...left, rest]
}

function runPiece({ db, refusal }: ScratchDatabase, piece: Piece, file: string): LeftBehind | null {
  if (piece.kind !== 'statement') return null
  const text = Buffer.from(piece.text, 'latin1').toString('utf8')
  const verdict = judgeStatement(text)
  const what = `${file}:${piece.line}: ${shown(text)}`
  if (verdict.kind === 'pass') return null
  if (verdict.kind === 'refuse') {
    return { what, reason: verdict.reason, suggestion: verdict.suggestion }
  }
  try {
    db.exec(text)
    return null
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (/database or disk is full|too big/i.test(error.message)) throw tooLarge(what, error)
    if (/authoriz|prohibited/.test(error.message)) {
      const suggestion =
        'Run the file with the sqlite3 program yourself (sqlite3 shop.db < file.sql), and import shop.db'
      return { what, reason: refusal() ?? error.message, suggestion }
    }
    const reason = `SQLite refuses it: ${error.message}`
    return { what, reason, suggestion: 'Mend it in the file; everything else was read' }
  }
}

function endlessView(name: string): LeftBehind {
  return {
    what: `view ${name}`,
    reason: 'it calls itself, and may run without an end',
    suggestion: 'Write what it gives as a function of your own (docs/guide/functions.md)',
  }
}

function tooLarge(what: string, cause: Error): ImportError {
  return new ImportError(
    `${what} makes more rows than the file has text for`,
    'Run the file with the sqlite3 program yourself (sqlite3 shop.db < file.sql), and import shop.db',
    { cause },
  )
}

function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 77)}...` : line
}
