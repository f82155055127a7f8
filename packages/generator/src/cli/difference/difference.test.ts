import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

let sample: ReturnType<typeof createSample>
beforeEach(() => {
  sample = createSample()
  sample.run('generate')
})
afterEach(() => sample.remove())

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.com']
  const run = spawnSync('git', [...identity, ...args], { cwd: sample.folder, encoding: 'utf8' })
  assert.equal(run.status, 0, run.stderr)
}

describe('cambium generate --diff', () => {
  test('says the change in words before the patch', () => {
    sample.putModel('\n    stars: int({ required: true, default: 1 }),')
    const { code, out } = sample.run('generate', '--diff')
    assert.equal(code, 0)
    const [words = '', patch = ''] = out.split('--- a/')
    assert.match(
      words,
      /^Compared with the last generation\n\nAPI\n {2}additive +Note\.stars is new/,
    )
    assert.match(words, /^Storage\n {2}safe +add column notes\.stars$/m)
    assert.notEqual(patch, '')
    assert.doesNotMatch(out, /\.cambium/)
    assert.match(sample.run('generate', '--diff', '--json').out, /"says": "Note\.stars is new/)
  })

  test('says who gains and who loses', () => {
    const model = sample.text('src/notes/note.model.ts')
    sample.put('src/notes/note.model.ts', model.replace("read: 'public'", "read: 'signedIn'"))
    const { out } = sample.run('generate', '--diff')
    assert.match(out, /^Access\n {2}loses +guests: read Note, no row\n +was every row$/m)
  })

  test('ends with 1 for a breaking change when that was asked for, and for no other', () => {
    const strict = ['generate', '--diff', '--fail-on', 'breaking']
    sample.putModel('\n    stars: int(),')
    assert.equal(sample.run(...strict).code, 0)
    sample.putModel('\n    stars: int({ required: true }),')
    assert.equal(sample.run(...strict).code, 1)
    assert.equal(sample.run('generate', '--diff').code, 0)
  })

  test('compares with a commit, without running what is in it', () => {
    git('init', '-q', '-b', 'main')
    git('add', 'src', '.cambium')
    git('commit', '-q', '-m', 'first')
    sample.putModel('\n    stars: int(),')
    sample.run('generate')
    assert.match(sample.run('generate', '--diff').out, /^The model is the one of the last gen/)
    const { code, out } = sample.run('generate', '--diff', '--against', 'main')
    assert.equal(code, 0)
    assert.match(out, /^Compared with main\n\nAPI\n {2}additive +Note\.stars is new/)
    assert.match(out, /All generated files are up to date/)
  })

  test('says what is wrong with the commit, or with the flags', () => {
    git('init', '-q', '-b', 'main')
    git('commit', '-q', '--allow-empty', '-m', 'nothing')
    const against = (commit: string) => sample.run('generate', '--diff', '--against', commit)
    assert.equal(against('mian').code, 3)
    assert.match(against('mian').err, /git knows no commit mian/)
    assert.match(against('main').err, /main has no \.cambium\/model\.json/)
    assert.match(sample.run('generate', '--against', 'main').err, /--against goes with --diff/)
    assert.equal(sample.run('generate', '--diff', '--fail-on', 'all').code, 2)
  })

  test('takes the model of the last migration where the last generation kept none', () => {
    sample.put('.cambium/model.json', '<<<<<<< ours\n')
    sample.putModel('\n    stars: int(),')
    assert.match(
      sample.run('generate', '--diff').out,
      /^Compared with migrations\/\d{8}T\d{6}_create/,
    )
  })
})
