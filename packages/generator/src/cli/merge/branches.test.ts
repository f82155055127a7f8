import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

const attributes = readFileSync(
  join(import.meta.dirname, '../../../templates/project/gitattributes'),
  'utf8',
)

let sample: ReturnType<typeof createSample>
beforeEach(() => {
  sample = createSample()
  sample.put('.gitignore', 'node_modules\n')
  sample.put('.gitattributes', attributes)
  git('init', '-q', '-b', 'main')
  sample.run('generate')
  commit('first')
})
afterEach(() => sample.remove())

function git(...args: string[]): { code: number | null; out: string } {
  const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.com']
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: sample.folder,
    encoding: 'utf8',
  })
  return { code: status, out: stdout + stderr }
}

function commit(title: string): void {
  git('add', '-A')
  const { code, out } = git('commit', '-q', '-m', title)
  assert.equal(code, 0, out)
}

/** Makes a branch from the first commit on which something is generated and committed. */
function branch(name: string, change: () => void): void {
  git('checkout', '-q', '-b', name, 'main')
  change()
  const { code, err } = sample.run('generate')
  assert.equal(code, 0, err)
  commit(name)
}

function putEntity(name: string): void {
  const file = name.toLowerCase()
  sample.put(
    `src/${file}s/${file}.model.ts`,
    `import { entity, text } from '@cambium/model'\nexport default entity('${name}', { fields: { name: text() }, access: { read: 'public' } })\n`,
  )
}

/** The numbers of the lock: of entities by name, of fields by `Entity.field`. */
function numbers(): { [name: string]: number } {
  const { entities } = JSON.parse(sample.text('model.lock.json'))
  const all: [string, number][] = []
  for (const name of Object.keys(entities)) {
    all.push([name, entities[name].id])
    for (const field of Object.keys(entities[name].fields)) {
      const [id] = entities[name].fields[field]
      if (id > 10) all.push([`${name}.${field}`, id])
    }
  }
  return Object.fromEntries(all)
}

/** Merges `theirs` into what is checked out, with what is left of the model files put right by hand. */
function mergeIn(theirs: string, putModel: () => void): void {
  git('merge', '-q', '--no-edit', theirs)
  putModel()
}

const both = '\n    due: text(),\n    stars: int(),'

describe('two branches that are merged by git', () => {
  for (const driver of [true, false]) {
    describe(driver ? 'with the merge driver' : 'without it', () => {
      beforeEach(() => {
        if (driver) assert.match(sample.run('doctor', '--fix').out, /merges it with/)
      })

      test('fields of one entity: both are there, with a number each', () => {
        branch('left', () => sample.putModel('\n    due: text(),'))
        branch('right', () => sample.putModel('\n    stars: int(),'))
        git('checkout', '-q', 'left')
        mergeIn('right', () => sample.putModel(both))
        if (driver) assert.doesNotMatch(sample.text('model.lock.json'), /[<>]{7}/)
        const { code, err } = sample.run('generate')
        assert.equal(code, 0, err)
        assert.deepEqual(numbers(), {
          Note: 1,
          'Note.title': 11,
          'Note.due': 12,
          'Note.stars': 13,
        })
        const schema = sample.text('src/notes/note.schema.gen.ts')
        assert.match(schema, /due: string \| null[\s\S]*stars: number \| null/)
        assert.doesNotMatch(schema, /[<>]{7}/)
        commit('merged')
        const { out } = sample.run('generate', '--diff')
        assert.match(out, /All generated files are up to date/)
      })

      test('new entities on both sides that took one number', () => {
        branch('left', () => putEntity('Tag'))
        branch('right', () => putEntity('Team'))
        git('checkout', '-q', 'left')
        git('merge', '-q', '--no-edit', 'right')
        assert.equal(sample.run('generate').code, 0)
        const { Note, Tag, Team } = numbers()
        assert.deepEqual([Note, Tag, Team], [1, 2, 3])
        for (const name of ['tags/tag', 'teams/team']) {
          assert.ok(sample.has(`src/${name}.routes.gen.ts`), name)
        }
      })

      test('the branch everybody builds on keeps its numbers', () => {
        branch('right', () => sample.putModel('\n    stars: int(),'))
        git('checkout', '-q', 'main')
        sample.putModel('\n    due: text(),')
        sample.run('generate')
        commit('on main')
        git('checkout', '-q', 'right')
        mergeIn('main', () => sample.putModel(both))
        assert.equal(sample.run('generate').code, 0)
        assert.equal(numbers()['Note.due'], 12)
        assert.equal(numbers()['Note.stars'], 13)
      })
    })
  }
})

describe('what a merge leaves behind', () => {
  test('check says what to do about the lock, and check --fix does it', () => {
    branch('left', () => sample.putModel('\n    due: text(),'))
    branch('right', () => sample.putModel('\n    stars: int(),'))
    git('checkout', '-q', 'left')
    mergeIn('right', () => sample.putModel(both))
    assert.match(sample.run('check').err, /CAM303[\s\S]*cambium check --fix/)
    const { err } = sample.run('check', '--fix')
    assert.match(err, /CAM304\n.*Note\.stars has the number 13, was 12/)
    assert.equal(numbers()['Note.stars'], 13)
  })

  test('a number that stands twice without a conflict is told apart', () => {
    const lock = JSON.parse(sample.text('model.lock.json'))
    lock.entities.Note.fields.due = [12, 'due']
    lock.entities.Note.fields.stars = [12, 'stars']
    sample.put('model.lock.json', JSON.stringify(lock, null, 2))
    sample.putModel(both)
    assert.match(sample.run('check').err, /CAM182[\s\S]*cambium check --fix/)
    assert.equal(sample.run('generate').code, 0)
    assert.deepEqual([numbers()['Note.due'], numbers()['Note.stars']], [12, 13])
  })

  test('two names for one thing are left to a person', () => {
    sample.run('doctor', '--fix')
    const rename = (name: string) =>
      sample.put(
        'src/notes/note.model.ts',
        `import { entity, text } from '@cambium/model'\nexport default entity('Note', { fields: { ${name}: text({ required: true, max: 200, was: 'title' }) }, access: { read: 'public' } })\n`,
      )
    branch('left', () => rename('label'))
    branch('right', () => rename('name'))
    git('checkout', '-q', 'left')
    const { out } = git('merge', '--no-edit', 'right')
    assert.match(out, /one thing has two new names/)
    assert.match(sample.text('model.lock.json'), /^<{7} ours$/m)
    rename('label')
    const { code, err } = sample.run('generate')
    assert.equal(code, 1)
    assert.match(err, /CAM303/)
  })

  test('generated files with the markers of a merge are no edits, and are generated anew', () => {
    const schema = 'src/notes/note.schema.gen.ts'
    sample.put(schema, `<<<<<<< HEAD\na\n=======\nb\n>>>>>>> right\n${sample.text(schema)}`)
    const { code, out, err } = sample.run('generate')
    assert.equal(code, 0, err)
    assert.match(out, /changed 1 \(src\/notes\/note\.schema\.gen\.ts\)/)
    assert.doesNotMatch(sample.text(schema), /[<>]{7}/)
  })
})

test('the doctor says how git merges the lock, and sets it up', () => {
  git('rm', '-q', '.gitattributes')
  assert.match(sample.run('doctor').out, /notice +merges: .*\n +Run: cambium doctor --fix/)
  assert.match(sample.run('doctor', '--fix').out, /git of this clone merges it with: node_modules/)
  assert.match(sample.run('doctor').out, /ok +merges: git merges model\.lock\.json by identity/)
  assert.match(sample.text('.gitattributes'), /^model\.lock\.json merge=cambium-lock$/m)
})
