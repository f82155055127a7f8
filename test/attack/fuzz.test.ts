import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mistakes } from '../access/world/index.ts'
import { describeFuzz, runFuzz } from './fuzz/index.ts'

describe('a colleague and a stranger who try whatever the document allows', () => {
  test('come to know nothing of what somebody else has, on SQLite', async () => {
    const report = await runFuzz({ seed: 20_261_120, requests: 2200, database: 'sqlite' })
    assert.equal(report.findings.length, 0, describeFuzz(report))
    assert.ok(report.compared > 1000, describeFuzz(report))
    assert.ok(report.targets.size > 80, describeFuzz(report))
    for (const status of [200, 201, 204, 400, 403, 404, 409, 412, 422]) {
      assert.ok((report.statuses[status] ?? 0) > 0, `${status}\n${describeFuzz(report)}`)
    }
  })

  test('come to know nothing on PostgreSQL', async () => {
    const report = await runFuzz({ seed: 7, requests: 120, database: 'postgres' })
    assert.equal(report.findings.length, 0, describeFuzz(report))
  })
})

const found = [
  'shows every row of tasks',
  'forgets the read rules of fields',
  'masks fields and filters by them all the same',
  'forgets which fields never leave',
  'lets everybody change everything',
  'lets everybody delete everything',
  'takes what was given to somebody for given to everybody',
]

const spoiled = [
  ...mistakes.filter(({ name }) => found.includes(name)),
  {
    name: 'shows every company to the staff of each',
    spoil: (path: string, text: string) =>
      path.endsWith('company.operations.gen.ts') ? text.replace(/^ {2}tenant: 'id',\n/m, '') : text,
  },
]

describe('they find out about a project that', () => {
  for (const { name, spoil } of spoiled) {
    test(name, async () => {
      const options = {
        seed: 1,
        requests: 6000,
        database: 'sqlite',
        spoil,
        mostFindings: 1,
      } as const
      const report = await runFuzz(options)
      assert.equal(report.findings.length, 1, describeFuzz(report))
    })
  }
})
