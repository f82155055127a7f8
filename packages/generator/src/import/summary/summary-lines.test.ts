import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { designImport, type ImportDesign } from '../design/index.ts'
import {
  countedId,
  sourceColumn,
  sourceSchema,
  sourceTable,
  sourceTypes,
} from '../testing/index.ts'
import { printReport } from './print-report.ts'
import { summaryLines } from './summary-lines.ts'

const { text, integer } = sourceTypes

async function largeDesign(): Promise<ImportDesign> {
  const tables = Array.from({ length: 80 }, (_, at) =>
    sourceTable(`kind_${at}s`, [
      countedId,
      sourceColumn('a token', text, { nullable: true }),
      sourceColumn('number', integer, { default: { kind: 'sql', sql: `f(${at})` } }),
    ]),
  )
  const views = Array.from({ length: 9 }, (_, at) =>
    sourceTable(`view_${at}`, [countedId], { kind: 'view' }),
  )
  return designImport(sourceSchema([...tables, ...views]), {
    only: [],
    except: [],
    access: 'none',
    adopt: null,
    existing: [],
    roles: null,
    hasAccounts: false,
  })
}

const options = {
  width: 100,
  headline: (line: string) => line,
  reportFile: 'import-report.md',
}

describe('the summary of a large schema', () => {
  test('is a page, each list cut with how much more there is', async () => {
    const design = await largeDesign()
    const counts = design.entities.map(({ name }, at) => ({ entity: name, rows: at * 1000 }))
    const lines = summaryLines(design, { ...options, counts })
    assert.ok(lines.length < 50, `${lines.length} lines`)
    assert.ok(lines.every((line) => line.length <= 100))
    assert.equal(lines[0], 'The test becomes 80 entities and 160 fields')
    const all = lines.join('\n').replace(/\s+/g, ' ')
    assert.match(all, /Kind59 and 20 more\./)
    assert.match(all, /3,160,000 rows: Kind79 79,000, /)
    assert.match(
      all,
      /Kind0\.aToken, Kind1\.aToken, Kind2\.aToken and 77 more: seen by hooks only \(hidden\)/,
    )
    assert.match(
      all,
      /Kind0\.number \(f\(0\)\), .* and 77 more: its default is an expression of SQL/,
    )
    assert.match(
      all,
      /view view_0, view view_1, view view_2 and 6 more: a view has no rows of its own/,
    )
    assert.match(all, /import-report\.md of the project gets all of it/)
  })

  test('says where nothing comes, and where nobody knows how much', async () => {
    const design = await largeDesign()
    assert.match(
      summaryLines(design, { ...options, counts: null }).join('\n'),
      /No rows come: only the schema/,
    )
    const unknown = [
      { entity: 'Kind0', rows: null },
      { entity: 'Kind1', rows: 1 },
    ]
    assert.match(
      summaryLines(design, { ...options, counts: unknown }).join('\n'),
      /1 row or more: Kind1 1\./,
    )
  })

  test('is whole in the report', async () => {
    const report = printReport(await largeDesign())
    for (const at of [0, 41, 79]) {
      assert.match(
        report,
        new RegExp(`^kind_${at}s +Kind${at} +src/kind${at}s/kind${at}\\.model\\.ts$`, 'm'),
      )
      assert.match(report, new RegExp(`^Kind${at}\\.aToken +seen by hooks only`, 'm'))
      assert.match(report, /^ {2}number \(integer\) +number +int$/m)
    }
    assert.equal(report.match(/^view view_\d/gm)?.length, 9)
  })
})
