import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { describeReport, runFuzz } from './fuzz/index.ts'

const isLong = process.env.CAMBIUM_FUZZ === 'long'
const seed = 20_260_101
const decisions = isLong ? 100_000 : 9_000

describe('random rules on random data', () => {
  test(`decide ${decisions} times alike in TypeScript, SQLite, PostgreSQL and JavaScript`, async () => {
    const report = await runFuzz({ seed, decisions, rulesPerWorld: 120 })
    assert.equal(report.differences.length, 0, describeReport(report))
    assert.ok(report.decisions >= decisions)
    assert.ok(report.comparisons >= report.decisions * 5, 'every decision is made in every way')
    assert.ok(report.held > report.decisions * 0.2, 'enough of them are true')
    assert.ok(report.held < report.decisions * 0.8, 'enough of them are false')
    assert.ok(report.pureRules > report.rules * 0.2, 'enough rules are decided in memory')
    assert.equal(report.parts.size, 20, 'every kind of part is tried')
    for (const code of ['CAM211', 'CAM212', 'CAM213']) {
      assert.ok(report.refusals.has(code), `mistakes with null are written and refused: ${code}`)
    }
  })
})

describe('the fuzz notices a renderer that', () => {
  const mistakes: [name: string, spoil: (sql: string) => string][] = [
    ['does not see null in a negation', (sql) => sql.replaceAll(' is distinct from ', ' <> ')],
    [
      'forgets that related rows are deleted',
      (sql) => sql.replaceAll(/\w+\."deleted_at" is null/g, 'true'),
    ],
    [
      'takes null for true where it is negated',
      (sql) => sql.replaceAll(' is not true', ' is null'),
    ],
    ['asks for some where all are meant', (sql) => sql.replaceAll('not exists', 'exists')],
    ['turns an ordering round', (sql) => sql.replaceAll(' >= ', ' > ')],
  ]
  for (const [name, sabotage] of mistakes) {
    test(name, async () => {
      const report = await runFuzz({
        seed,
        decisions,
        sabotage,
        maxDifferences: 1,
        rulesPerWorld: 120,
      })
      assert.notEqual(report.differences.length, 0, describeReport(report))
      assert.notEqual(report.differences[0]?.way, 'failed', 'decided otherwise, and not refused')
    })
  }
})
