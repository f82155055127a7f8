import { ImportError } from '../source/index.ts'
import { detectDialect } from './detect-dialect.ts'
import { openChunks } from './text/index.ts'

const sampleCharacters = 4 << 20

/** The SQL of the files: as told, else by what they hold. SQL of another database is refused with the way to bring it. */
export async function chooseDialect(
  files: readonly string[],
  told: 'postgres' | 'sqlite' | null,
): Promise<'postgres' | 'sqlite'> {
  if (told !== null) return told
  for (const file of files) {
    const found = detectDialect(await beginning(file))
    if (found === 'postgres' || found === 'sqlite') return found
    if (found !== null) throw refusal(file, found)
  }
  // what every database understands, SQLite's own types among it, PostgreSQL's parser reads as well
  return 'postgres'
}

async function beginning(file: string): Promise<string> {
  const source = await openChunks(file)
  let text = ''
  try {
    for await (const chunk of source.read(0)) {
      text += chunk.text
      if (text.length >= sampleCharacters) break
    }
  } finally {
    await source.close()
  }
  return Buffer.from(text, 'latin1').toString('utf8')
}

const names = { mysql: 'MySQL or MariaDB', mssql: 'SQL Server', oracle: 'Oracle' } as const

function refusal(file: string, found: keyof typeof names): ImportError {
  const ways = {
    mysql:
      'Load it into MySQL, copy that database to PostgreSQL with pgloader (pgloader mysql://... postgresql://...), and import the copy (cambium import postgres://...)',
    mssql:
      'Copy the database to PostgreSQL with pgloader (pgloader mssql://... postgresql://...), and import the copy (cambium import postgres://...)',
    oracle: 'Copy the database to PostgreSQL with ora2pg, and import the files it writes',
  }
  return new ImportError(
    `${file} is SQL of ${names[found]}; PostgreSQL's and SQLite's is read`,
    `${ways[found]}. If it is PostgreSQL's or SQLite's after all, say --dialect postgres or --dialect sqlite`,
  )
}
