// Prints the script of a database to try imports on, or fills a SQLite file with it:
//   node test/import/main.ts rental|music|trading postgres|sqlite [ROWS] [FILE.db]
//   node test/import/main.ts hard sqlite FILE.db
// Rows are those of the largest tables; 1000 without a number.
import { rmSync } from 'node:fs'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { hardScript, type SampleDialect, type SampleName, sampleScript } from './index.ts'

const [name = '', dialect = '', ...rest] = process.argv.slice(2)
if (
  !['rental', 'music', 'trading', 'hard'].includes(name) ||
  !['postgres', 'sqlite'].includes(dialect)
) {
  console.error(
    'Usage: node test/import/main.ts rental|music|trading|hard postgres|sqlite [ROWS] [FILE.db]',
  )
  process.exit(2)
}
const rows = Number(rest.find((part) => /^\d+$/.test(part)) ?? 1000)
const file = rest.find((part) => part.endsWith('.db'))
const pieces =
  name === 'hard'
    ? [hardScript(dialect as SampleDialect)]
    : sampleScript({ name: name as SampleName, dialect: dialect as SampleDialect, rows })

if (file === undefined) {
  for (const piece of pieces) process.stdout.write(piece)
} else {
  rmSync(file, { force: true })
  const db = new DatabaseSync(file, {
    enableForeignKeyConstraints: name !== 'hard',
    enableDoubleQuotedStringLiterals: true,
  })
  for (const piece of pieces) db.exec(piece)
  db.close()
}
