import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

let sample: ReturnType<typeof createSample>
beforeEach(() => {
  sample = createSample()
  sample.putModel("\n    phone: text(),\n    kind: text({ default: 'plain' }),")
  assert.equal(sample.run('generate').code, 0)
})
afterEach(() => sample.remove())

const folders = () => readdirSync(join(sample.folder, 'migrations')).sort()
const planOf = (id: string) => JSON.parse(sample.text(`migrations/${id}/plan.json`))

describe('cambium migrate save --gradual', () => {
  test('writes two migrations, the second of which waits for the older code', () => {
    assert.equal(sample.run('rename', 'Note.phone', 'telephone').code, 0)
    const { code, out, err } = sample.run('migrate', 'save', 'telephones', '--gradual')
    assert.equal(code, 0, err)
    const [first = '', expand = '', contract = ''] = folders()
    assert.equal(contract, `${expand}_contract`)
    assert.match(out, /keep notes\.phone and telephone equal/)
    assert.match(out, /waits until no older code runs/)
    const [before, opening, closing] = [first, expand, contract].map(planOf)
    assert.deepEqual([opening.from, opening.parents], [before.to, [first]])
    assert.deepEqual(
      [closing.from, closing.to, closing.parents, closing.contractOf],
      [opening.to, opening.to, [expand], expand],
    )
    for (const database of ['sqlite', 'postgres']) {
      assert.match(
        sample.text(`migrations/${expand}/${database}.sql`),
        /CREATE TRIGGER "cambium_dual_e1"/,
      )
      assert.match(
        sample.text(`migrations/${contract}/${database}.sql`),
        /DROP TRIGGER "cambium_dual_e1"/,
      )
    }
    assert.match(sample.run('migrate', 'plan').out, /Nothing to save/)
  })

  test('writes nothing for what both codes cannot bear, and says why', () => {
    sample.putModel("\n    phone: int(),\n    kind: text({ default: 'plain' }),")
    const { code, err } = sample.run('migrate', 'save', '--gradual')
    assert.equal(code, 3)
    assert.match(err, /Note\.phone has another type/)
    assert.match(err, /without --gradual/)
    assert.equal(folders().length, 1)
  })

  test('asks first what only a person can know', () => {
    sample.putModel("\n    kind: text({ default: 'plain' }),")
    const { code, err } = sample.run('migrate', 'save', '--gradual')
    assert.equal(code, 3)
    assert.match(err, /--drop Note\.phone/)
    assert.equal(sample.run('migrate', 'save', '--gradual', '--drop', 'Note.phone').code, 0)
    assert.equal(planOf(folders()[2] ?? '').class, 'destructive')
  })
})
