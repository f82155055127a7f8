import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type EntityDefinition, entity, one, owner, role, text } from '@cambium/model'
import { compareModels } from '../difference/index.ts'
import { buildModel } from '../testing/index.ts'
import { emitProject } from './index.ts'

const hashes = { storage: 's', api: 'a', policy: 'p' }
const user = entity('User', { fields: { name: text() }, access: { read: 'signedIn' } })

const fields = { title: text({ required: true }), note: text(), author: one('User', {}) }

type Options = Required<Parameters<typeof entity<'Task', typeof fields>>[1]>
type Access = Options['access']
type FieldAccess = Options['fieldAccess']

function task(access: Access, fieldAccess: FieldAccess = {}): EntityDefinition {
  return entity('Task', {
    fields,
    access,
    fieldAccess,
  })
}

function modelOf(definition: EntityDefinition) {
  return buildModel([definition, user]).model
}

function policyOf(definition: EntityDefinition): string {
  const files = emitProject(modelOf(definition), { hashes })
  return files.find(({ path }) => path === 'policy.gen.md')?.text ?? ''
}

/** The lines of one text that the other has not. */
function linesOnlyIn(one: string, other: string): string[] {
  const known = other.split('\n')
  return one.split('\n').filter((line) => !known.includes(line))
}

const usual: Access = {
  read: ['signedIn', owner('author')],
  create: 'signedIn',
  update: owner('author'),
}

describe('policy.gen.md', () => {
  test('says who may do what, and why', () => {
    const text = policyOf(task(usual, { note: { write: role('staff') } }))
    const section = text.slice(text.indexOf('## Task'), text.indexOf('## User'))
    assert.equal(
      section.slice(0, section.indexOf('\n\nCreate')),
      `## Task

| | guests | signed-in users | role staff | role admin |
|---|---|---|---|---|
| read | none | all | all | all |
| create | none | all | all | all |
| update | none | some | some | some |
| delete | none | none | none | all |
| write note | none | none | all | none |

Read:
- the caller is signed in: \`signedIn\`
- the caller is its author: \`owner('author')\``,
    )
    assert.match(section, /Delete:\n- the caller has the role admin: there is no rule\n/)
  })

  test('names what no generated test shows', () => {
    const text = policyOf(task({ read: owner('author'), update: owner('author') }))
    assert.match(
      text,
      /Without a scenario[^\n]*:\n- refuses update unless the caller is its author\n/,
    )
  })

  const changes: [string, number, Access, FieldAccess][] = [
    ['a new alternative', 14, { ...usual, update: [owner('author'), role('staff')] }, {}],
    ['an alternative that is gone', 4, { ...usual, read: owner('author') }, {}],
    [
      'another condition',
      4,
      { ...usual, update: { all: [owner('author'), (t) => t.note !== null] } },
      {},
    ],
    ['no rule any more', 4, { read: ['signedIn', owner('author')], create: 'signedIn' }, {}],
    ['a rule for a field', 12, usual, { note: { read: role('staff') } }],
  ]
  for (const [name, most, access, fieldAccess] of changes) {
    test(`changes few lines with ${name}, and when generate --diff speaks of it`, () => {
      const [before, after] = [task(usual), task(access, fieldAccess)]
      const [old, now] = [policyOf(before), policyOf(after)]
      assert.ok(linesOnlyIn(now, old).length + linesOnlyIn(old, now).length <= most, now)
      assert.notEqual(now, old)
      assert.notDeepEqual(compareModels(modelOf(before), modelOf(after)).access, [])
    })
  }

  test('stays as it is when nothing about access changes, as generate --diff does', () => {
    const more = entity('Task', {
      fields: { ...fields, more: text() },
      access: usual,
    })
    assert.equal(policyOf(more), policyOf(task(usual)))
    assert.deepEqual(compareModels(modelOf(task(usual)), modelOf(more)).access, [])
  })
})
