import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

/** Two people who changed the model of one project, each on a branch of git. */
describe('migrations of two branches', () => {
  const sample = createSample()
  const people = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.org' }
  const env = {
    ...process.env,
    ...people,
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.org',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  }

  function git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: sample.folder,
      encoding: 'utf8',
      env,
    })
    if (status !== 0 && args[0] !== 'merge') assert.fail(`git ${args.join(' ')}: ${stderr}`)
    return stdout
  }

  function cambium(...args: string[]): string {
    const { code, out, err } = sample.run(...args)
    assert.equal(code, 0, `${args.join(' ')}: ${out}${err}`)
    return out
  }

  const tag = (fields: string) =>
    sample.put(
      'src/tags/tag.model.ts',
      `import { entity, int, text } from '@cambium/model'

export default entity('Tag', {
  fields: {
    name: text({ required: true }),${fields}
  },
  access: { read: 'public', create: 'public' },
})
`,
    )

  function commit(): void {
    git('add', '-A')
    git('commit', '-q', '-m', 'x')
  }

  /** Changes the models on a branch of its own, with a migration. */
  function onBranch(name: string, change: () => void): void {
    git('checkout', '-q', '-b', name, 'base')
    change()
    cambium('generate')
    cambium('migrate', 'save')
    commit()
  }

  /**
   * Merges as a person does: generated files as they are, both fields of a model, and of two fields with one number the newer one
   * loses its line in the lock.
   */
  function merge(name: string): void {
    git('merge', '-q', '--no-edit', name)
    const conflicts = git('diff', '--name-only', '--diff-filter=U').split('\n').filter(Boolean)
    for (const path of conflicts) git('checkout', '--ours', '--', path)
    if (conflicts.includes('src/notes/note.model.ts')) {
      sample.putModel('\n    phone: text(),\n    stars: int(),')
    }
    if (conflicts.length > 0) commit()
  }

  const migrations = () => readdirSync(join(sample.folder, 'migrations')).sort()

  before(() => {
    sample.put('.env', `AUTH_SECRET=${'x'.repeat(32)}\n`)
    sample.put('.gitignore', 'node_modules\ndata/\n.cambium/next/\n')
    sample.put('.gitattributes', '*.gen.* -merge\n')
    sample.putModel()
    tag('')
    cambium('generate')
    git('init', '-q', '-b', 'main')
    commit()
    git('branch', 'base')
    onBranch('notes', () => sample.putModel('\n    phone: text(),'))
    onBranch('tags', () => tag('\n    colour: text(),'))
    onBranch('stars', () => sample.putModel('\n    stars: int(),'))
  })
  afterEach(() => {
    git('checkout', '-q', '-f', '--detach', 'main')
    git('clean', '-fdxq', '-e', 'node_modules')
    sample.put('.env', `AUTH_SECRET=${'x'.repeat(32)}\n`)
  })
  after(() => sample.remove())

  test('that change different tables run in any order, and save joins them', () => {
    git('checkout', '-q', '-b', 'joined', 'base')
    merge('notes')
    // one database has the one, and gets the other later although that is older
    cambium('migrate', 'up')
    merge('tags')
    cambium('generate')
    assert.equal(sample.run('check').code, 1)
    assert.match(cambium('migrate', 'rebase'), /run in any order/)
    assert.match(cambium('migrate', 'save'), /Saved migrations\/\w+_join_branches/)
    const joined = JSON.parse(sample.text(`migrations/${migrations().at(-1)}/plan.json`))
    assert.deepEqual(joined.parents, migrations().slice(1, 3))
    assert.deepEqual([joined.steps, joined.from === joined.to], [[], true])
    cambium('migrate', 'up')
    cambium('migrate', 'check')
    assert.match(cambium('check'), /everything is up to date/)
  })

  test('that change the same table are told by everything that plans', () => {
    git('checkout', '-q', '-b', 'both', 'base')
    merge('notes')
    merge('stars')
    const [, ...heads] = migrations()
    const commands = [['check'], ['migrate', 'plan'], ['migrate', 'save'], ['generate']]
    for (const command of commands) {
      const { code, err } = sample.run(...command)
      assert.equal(code, 1, command.join(' '))
      assert.match(err, /CAM406/)
      assert.match(err, new RegExp(`${heads[0]} and migrations/${heads[1]} both change notes`))
      assert.match(err, /cambium migrate rebase/)
    }
    const up = sample.run('migrate', 'up')
    assert.equal(up.code, 3)
    assert.match(up.err, /cambium migrate rebase/)
    const unclear = sample.run('migrate', 'rebase')
    assert.equal(unclear.code, 3)
    assert.match(unclear.err, new RegExp(`rebase --onto ${heads[0]}\n.* or .*--onto ${heads[1]}`))
    assert.equal(sample.run('migrate', 'rebase', '--onto', 'nothing').code, 2)
    assert.match(cambium('migrate', 'rebase', '--onto', heads[1] ?? ''), /add column notes\.phone/)
    assert.deepEqual(migrations().slice(0, 2), [migrations()[0], heads[1]])
  })

  test('the one that is not on the main branch is planned again, and its handwork kept aside', () => {
    git('checkout', '-q', '-B', 'main', 'notes')
    git('checkout', '-q', '-B', 'feature', 'stars')
    const [, own = ''] = migrations()
    const script = `migrations/${own}/sqlite.sql`
    sample.put(script, `${sample.text(script)}-- next\ncreate index "mine" on "notes" ("stars")\n`)
    const { code, err } = sample.run('check')
    assert.equal(code, 1)
    assert.match(err, /sqlite\.sql was edited and no longer leads to .*extra index mine on notes/)
    cambium('migrate', 'up')
    commit()
    merge('main')
    const there = sample.run('migrate', 'rebase')
    assert.equal(there.code, 3)
    assert.match(there.err, /app\.db has \w+_stars, .*cambium migrate down --to \w+_create/)
    sample.put('data/app.db', '')
    const said = cambium('migrate', 'rebase')
    assert.match(said, /kept in \.cambium\/restored\/migrations\/\w+_stars/)
    assert.match(said, /create index "mine"/)
    assert.ok(sample.has(`.cambium/restored/migrations/${own}/sqlite.sql`))
    assert.ok(!sample.has(`migrations/${own}`))
    cambium('generate')
    cambium('migrate', 'up')
    cambium('migrate', 'check')
    cambium('check')
  })
})
