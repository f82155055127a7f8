import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choice, datetime, decimal, entity, int, json, list, one, text } from '@cambium/model'
import { hashModel } from '@cambium/model/hash'
import type { FieldIR, ModelIR } from '@cambium/model/ir'
import { describeApi } from '../emit/index.ts'
import { buildModel } from '../testing/index.ts'
import { compareModels } from './index.ts'

const { model } = buildModel([
  entity('Task', {
    fields: {
      title: text({ required: true, max: 100, search: 'A' }),
      notes: text(),
      stars: int({ min: 1 }),
      price: decimal({ precision: 8, scale: 2 }),
      dueAt: datetime(),
      settings: json(),
      labels: list(text()),
      status: choice(['open', 'done'], { default: 'open' }),
      assignee: one('User', { inverse: 'tasks' }),
    },
    access: { read: 'signedIn', create: 'signedIn' },
  }),
  entity('User', { fields: { name: text() }, access: { read: 'signedIn' } }),
])

type Mutation = [about: string, change: (field: FieldIR) => void]

const mutations: readonly Mutation[] = [
  ...(
    ['nullable', 'readOnly', 'writeOnce', 'writeOnly', 'hidden', 'encrypted', 'unique'] as const
  ).map((flag): Mutation => [flag, (field) => Object.assign(field, { [flag]: !field[flag] })]),
  ['name', (field) => Object.assign(field, { name: `${field.name}Zz` })],
  ['limits', (field) => Object.assign(field, { limits: { ...field.limits, min: 3, max: 4 } })],
  ['default', (field) => Object.assign(field, { default: { literal: 'x' } })],
]

/** The document without what only people read. */
function forMachines(document: unknown): string {
  const hidden = new Set(['description', 'summary', 'example', 'examples', 'title', 'deprecated'])
  return JSON.stringify(document, (key, value) => (hidden.has(key) ? undefined : value))
}

function* mutants(): Generator<[string, ModelIR]> {
  for (const [at, entity] of model.entities.entries()) {
    for (const [index, field] of entity.fields.entries()) {
      if (field.origin === 'system') continue
      const without = structuredClone(model)
      without.entities[at]?.fields.splice(index, 1)
      yield [`${entity.name}.${field.name} gone`, without]
      for (const [about, change] of mutations) {
        const copy = structuredClone(model)
        const target = copy.entities[at]?.fields[index]
        if (target) change(target)
        yield [`${entity.name}.${field.name} ${about}`, copy]
      }
    }
  }
}

test('whatever changes the document of the API or the tables is said in words', () => {
  const [document, hashes] = [forMachines(describeApi(model)), hashModel(model)]
  let compared = 0
  for (const [about, mutant] of mutants()) {
    const after = forMachines(describeApi(mutant))
    const { api, storage } = compareModels(model, mutant)
    if (after !== document) assert.ok(api.length > 0, `${about}: the API changed in silence`)
    if (hashModel(mutant).api !== hashes.api) assert.ok(api.length > 0, about)
    if (hashModel(mutant).storage !== hashes.storage) {
      assert.ok(storage.length > 0, `${about}: the tables changed in silence`)
    }
    compared += 1
  }
  assert.ok(compared > 80, `${compared} models`)
})
