import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

describe('cambium migrate and names', () => {
  const sample = createSample()
  after(() => sample.remove())

  test('a new name of an entity is a change, where its table keeps its own too', () => {
    const model = (name: string, more: string) =>
      `import { entity, file } from '@cambium/model'
export default entity('${name}', { table: 'papers', ${more} })
`
    sample.put('src/papers/paper.model.ts', model('Paper', 'fields: { scan: file() }'))
    assert.equal(sample.run('generate').code, 0)
    assert.equal(sample.run('migrate', 'save').code, 0)
    rmSync(join(sample.folder, 'src/papers/paper.model.ts'))
    sample.put(
      'src/documents/document.model.ts',
      model('Document', "was: 'Paper', fields: { picture: file({ was: 'scan', column: 'scan' }) }"),
    )
    assert.equal(sample.run('generate', '--skip-edited').code, 0)
    assert.match(sample.run('migrate', 'plan').out, /call what is kept of Paper after Document/)
    const { code, err } = sample.run('migrate', 'save')
    assert.equal(code, 0, err)
    const last = readdirSync(join(sample.folder, 'migrations')).at(-1) ?? ''
    const plan = JSON.parse(sample.text(`migrations/${last}/plan.json`))
    assert.deepEqual(plan.renamed, [{ from: 'Paper', to: 'Document', fields: { scan: 'picture' } }])
    assert.equal(plan.from, plan.to)
    assert.equal(sample.run('migrate', 'up').code, 0)
    assert.match(sample.run('migrate', 'status').out, /have the tables of the newest migration/)
  })
})
