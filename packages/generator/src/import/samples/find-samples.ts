import { readdirSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { ImportError, type LeftBehind } from '../source/index.ts'
import { csvDialect, csvHeader, isEncoded, readCsv } from './csv/index.ts'
import { jsonStart, listsIn, type SampleFile } from './sample-file.ts'

/** The files of samples of a source, and what lies beside them. */
export interface FoundSamples {
  files: SampleFile[]
  left: LeftBehind[]
  /** Files that are in another encoding than they seemed to be in. */
  guessed: string[]
}

const csvEndings = new Set(['.csv', '.tsv', '.tab', '.psv'])
const jsonEndings = new Set(['.json', '.jsonl', '.ndjson'])

/** Whether a name is that of a CSV file, or of a JSON file. */
export function formOf(path: string): 'csv' | 'json' | null {
  const ending = extname(path).toLowerCase()
  if (csvEndings.has(ending)) return 'csv'
  return jsonEndings.has(ending) ? 'json' : null
}

/** The paths of the files of a file or a folder, in the order of their names. */
export function samplePaths(source: string): string[] {
  if (!statSync(source).isDirectory()) return [source]
  const names = readdirSync(source).filter((name) => !name.startsWith('.'))
  const paths = names.toSorted().map((name) => join(source, name))
  return paths.filter((path) => statSync(path).isFile())
}

/** Looks at the beginning of each file. */
export async function findSamples(source: string, form: 'csv' | 'json'): Promise<FoundSamples> {
  const found: FoundSamples = { files: [], left: [], guessed: [] }
  const isAlone = !statSync(source).isDirectory()
  for (const path of samplePaths(source)) {
    const kind = formOf(path) ?? (isAlone ? form : null)
    const parts = kind === 'json' ? listsIn(path) : []
    if (parts.length > 0) {
      found.files.push(...parts)
      continue
    }
    const file = kind === 'csv' ? await csvFile(path, found) : kind && jsonFile(path)
    if (file) found.files.push(file)
    else found.left.push(leftFile(path, kind === null))
  }
  if (found.files.length > 0) return found
  throw new ImportError(
    `${source} holds no records`,
    'Records are a CSV file with a header, a JSON list, or JSON values line by line.',
  )
}

function leftFile(path: string, isUnknown: boolean): LeftBehind {
  return {
    what: `file ${basename(path)}`,
    reason: isUnknown ? 'its ending is neither of CSV nor of JSON' : 'there are no records in it',
    suggestion: isUnknown
      ? 'import it by itself with --as csv or --as json, or leave it'
      : 'put a JSON list or objects into it, or leave it',
  }
}

function nameOf(path: string): string {
  return basename(path, extname(path))
}

function jsonFile(path: string): SampleFile | null {
  const start = jsonStart(path)
  return start === null ? null : { name: nameOf(path), path, form: 'json', start }
}

async function csvFile(path: string, found: FoundSamples): Promise<SampleFile | null> {
  const dialect = csvDialect(path)
  // What is not UTF-8 was written by a program that knows one byte a letter.
  if (!(await isEncoded(path, dialect.encoding))) {
    dialect.encoding = 'windows-1252'
    found.guessed.push(nameOf(path))
  }
  const { value: rows } = await firstRows(path, dialect)
  const [first, second] = rows ?? []
  if (first === undefined) return null
  const { names, isFirstRow } = csvHeader(first, second)
  const headerRows = isFirstRow ? 1 : 0
  return { name: nameOf(path), path, form: 'csv', dialect, names, headerRows }
}

async function firstRows(
  path: string,
  dialect: ReturnType<typeof csvDialect>,
): Promise<IteratorResult<string[][], void>> {
  const rows = readCsv(path, { dialect, from: 0 })
  try {
    return await rows.next()
  } finally {
    await rows.return(undefined)
  }
}
