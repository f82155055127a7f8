import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

interface Answer {
  ok: boolean
  examinations: { what: string; state: string; says: string; todo: string | null }[]
}

let sample: ReturnType<typeof createSample>
beforeEach(() => {
  sample = createSample()
  sample.put('.env', 'PORT=39017\n')
  sample.put('tsconfig.json', JSON.stringify({ compilerOptions: flags }))
  sample.run('generate')
})
afterEach(() => sample.remove())

const flags = {
  strict: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
}

function stateOf(what: string): string | undefined {
  const answer: Answer = JSON.parse(sample.run('doctor', '--json').out)
  return answer.examinations.find((one) => one.what === what)?.state
}

describe('cambium doctor', () => {
  test('finds nothing wrong with a fresh project and says what is still to come', () => {
    const { code, out } = sample.run('doctor')
    assert.equal(code, 0, out)
    assert.match(out, /Nothing is wrong/)
    assert.match(out, /^notice +database: .*is not there yet\n +Run: npm run migrate$/m)
  })

  const table: [string, string, () => void][] = [
    ['models', 'problem', () => sample.putModel('\n    stars: int({ minn: 1 }),')],
    ['generated files', 'problem', () => sample.putModel('\n    stars: int(),')],
    ['migrations', 'problem', () => sample.putModel('\n    stars: int(),')],
    ['edited files', 'problem', () => sample.put('src/notes/note.routes.gen.ts', '// mine\n')],
    ['tsconfig.json', 'problem', () => sample.put('tsconfig.json', '{ "compilerOptions": {} }')],
    ['database', 'problem', () => sample.put('data/app.db', 'no database at all '.repeat(99))],
    ['port', 'problem', () => sample.put('.env', 'PORT=many\n')],
  ]
  for (const [what, state, cause] of table) {
    test(`names what is wrong with ${what}`, () => {
      cause()
      assert.equal(stateOf(what), state)
      assert.equal(sample.run('doctor').code, 1)
    })
  }
})
