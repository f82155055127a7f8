import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

const schema = 'src/notes/note.schema.gen.ts'
const owned = 'src/notes/note.schema.ts'

let sample: ReturnType<typeof createSample>
beforeEach(() => {
  sample = createSample()
  sample.run('generate')
  sample.run('eject', schema)
})
afterEach(() => sample.remove())

/** The owned file with one line in the place of another. */
function edit(before: string, after: string): void {
  const text = sample.text(owned)
  assert.ok(text.includes(before), before)
  sample.put(owned, text.replace(before, after))
}

describe('cambium merge', () => {
  test('puts what was generated since beside what you wrote, and keeps a copy', () => {
    edit('\n', '\n// why it is mine\n')
    const before = sample.text(owned)
    sample.putModel('\n    stars: int(),')
    assert.match(sample.run('generate').err, /Merge it: cambium merge src\/notes\/note\.schema\.ts/)
    const { code, out, err } = sample.run('merge')
    assert.equal(code, 0, err)
    assert.match(out, /note\.schema\.ts is merged; what it was is kept in \.cambium\/restored\//)
    assert.match(out, /^\+ {2}stars: number \| null$/m)
    const merged = sample.text(owned)
    assert.match(merged, /^\/\/ Yours: .*\n\/\/ why it is mine\n/)
    assert.match(merged, /stars: number \| null/)
    assert.equal(sample.text(`.cambium/restored/${owned}`), before)
    assert.doesNotMatch(sample.run('generate').err, /is ejected/)
    assert.match(sample.run('merge').out, /No ejected file misses anything/)
    sample.run('migrate', 'save')
    assert.equal(sample.run('check').code, 0)
  })

  test('shows what both changed and writes nothing', () => {
    edit('  title: string\n', '  title: `mine`\n')
    const before = sample.text(owned)
    sample.putModel()
    const model = sample
      .text('src/notes/note.model.ts')
      .replace('text({ required: true, ', 'text({ ')
    sample.put('src/notes/note.model.ts', model)
    const { code, err } = sample.run('merge', owned)
    assert.equal(code, 1)
    assert.match(err, /changed the same lines in 1 place:\nat line \d+\n<{7} src\/notes/)
    assert.match(err, /^ {2}title: `mine`$/m)
    assert.match(
      err,
      /^\|{7} generated before\n {2}title: string\n={7}\n {2}title: string \| null$/m,
    )
    assert.equal(sample.text(owned), before)
  })

  test('writes the markers when asked, and is done when they are settled', () => {
    edit('  title: string\n', '  title: `mine`\n')
    const model = sample
      .text('src/notes/note.model.ts')
      .replace('text({ required: true, ', 'text({ ')
    sample.put('src/notes/note.model.ts', model)
    assert.equal(sample.run('merge', '--conflicts').code, 1)
    assert.match(sample.text(owned), /^<{7} src\/notes\/note\.schema\.ts$/m)
    assert.match(sample.run('merge').err, /still holds the markers of a merge/)
    const noted = sample.run('eject', '--merged', owned)
    assert.equal(noted.code, 1)
    assert.match(noted.err, /still holds the markers/)
    const settled = sample.text(owned).replace(/^<{7}[\s\S]*?^={7}\n([\s\S]*?)^>{7}.*\n/m, '$1')
    sample.put(owned, settled)
    assert.equal(sample.run('eject', '--merged', owned).code, 0)
    assert.match(sample.run('merge').out, /No ejected file misses anything/)
  })

  test('leaves a file alone whose merge would not parse', () => {
    // the owned file has the record in a comment, and what is generated puts a comment into it
    const [start = '', rest = ''] = sample.text(owned).split('export interface Note {\n')
    const [body = '', ...others] = rest.split('\n}\n')
    const commented = `${start}/*\nexport interface Note {\n${body}\n}\n*/\n${others.join('\n}\n')}`
    sample.put(owned, commented)
    sample.putModel('\n    /** How good it is. */\n    stars: int(),')
    const { code, err } = sample.run('merge')
    assert.equal(code, 1)
    assert.match(err, /merges line by line, but what comes out does not parse/)
    assert.match(err, /^\+ {2}\/\*\* How good it is\. \*\/$/m)
    assert.equal(sample.text(owned), commented)
  })

  test('names what is not ejected', () => {
    const { code, err } = sample.run('merge', 'src/notes/note.routes.gen.ts')
    assert.equal(code, 1)
    assert.match(err, /note\.routes\.gen\.ts is not an ejected file/)
  })
})
