import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { emitProject } from '../emit/index.ts'
import { createGeneratedTests, type GeneratedText } from './generated-tests.ts'
import { buildModel, everythingModel } from './index.ts'
import { randomRules } from './random-rules.ts'
import { weakenRules } from './weakened-rules.ts'

const { model } = buildModel(everythingModel)
/** Between them they have every kind of rule. */
const tested = ['Everything', 'User', 'Task', 'Note', 'Tag', 'Log', 'Membership']

describe('the decisions of generated tests', () => {
  const project = createGeneratedTests(model)
  const names = tested.flatMap((entity) => decisionNames(project.files, entity))

  after(() => project.remove())

  test('hold for rules as they are generated', async () => {
    assert.deepEqual(await project.failed(tested), [])
    assert.ok(names.length > 60, `${names.length} decisions`)
  })

  const kinds = new Set<string>()
  for (const n of [0, 1, 2, 3]) {
    test(`notice when condition ${n + 1} of a rule is missing from its SQL`, async () => {
      const weaker = weakenRules(model, n)
      const hashes = { storage: '', api: '', policy: '' }
      const files = emitProject(weaker.model, { hashes })
      project.write(files.filter(({ path }) => path.endsWith('.queries.gen.ts')))
      const failed = await project.failed(tested)
      const expected = weaker.weakenings.filter(
        ({ entity, scenario }) =>
          tested.includes(entity) && names.includes(`${entity} ${scenario}`),
      )
      assert.ok(expected.length > 0)
      for (const { entity, scenario, kind } of expected) {
        kinds.add(kind)
        assert.ok(failed.includes(scenario), `${entity}: nothing noticed: ${scenario}`)
      }
    })
  }

  test('were put to every kind of condition', () => {
    assert.deepEqual([...kinds].sort(), [
      'acl',
      'expression compare',
      'expression none',
      'expression path',
      'expression some',
      'no rule',
      'none',
      'only',
      'owner',
      'role',
      'signedIn',
    ])
  })
})

describe('the decisions of random rules', () => {
  for (const seed of [10, 13]) {
    test(`hold as they are planned: seed ${seed}`, async () => {
      const random = randomRules(buildModel(everythingModel).model, { seed, entities: tested })
      const project = createGeneratedTests(random)
      try {
        const names = tested.flatMap((entity) => decisionNames(project.files, entity))
        assert.ok(names.length > 50, `${names.length} decisions`)
        assert.deepEqual(await project.failed(tested), [])
      } finally {
        project.remove()
      }
    })
  }
})

/** `Everything refuses read unless the caller is its owner`, of the tests of one entity. */
function decisionNames(files: readonly GeneratedText[], entity: string): string[] {
  const stem = entity.toLowerCase()
  const text = files.find(({ path }) => path.endsWith(`/${stem}.test.gen.ts`))?.text ?? ''
  const table = text.slice(text.indexOf('\ndecisions('))
  return [...table.matchAll(/^ {4}name: '(.*)',$/gm)].map(([, name]) => `${entity} ${name}`)
}
