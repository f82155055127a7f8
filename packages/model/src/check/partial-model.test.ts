import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entity, one, text } from '../language/index.ts'
import { sourceOf } from '../testing/index.ts'
import { type CompileExpression, emptyLock, resolveModel } from './index.ts'

/** A compiler to whom every arrow speaks of an unknown member and names an unknown role. */
const compileNothing: CompileExpression = () => ({
  expression: null,
  problems: ['CAM208', 'CAM222'].map((code) => ({ code, message: code, hint: null, offset: 3 })),
})

function codesOf(target: 'User' | 'Usr'): string[] {
  const task = entity('Task', {
    fields: { owner: one(target) },
    access: { read: (t) => t.owner.name === '' },
  })
  const user = entity('User', { fields: { name: text() } })
  const { findings } = resolveModel(sourceOf([task, user]), emptyLock(), compileNothing)
  return findings.map(({ code }) => code)
}

test('everything that is wrong inside an arrow is told', () => {
  assert.deepEqual(codesOf('User'), ['CAM208', 'CAM222'])
})

test('an arrow is not blamed for what was left out of a model that has other errors', () => {
  assert.deepEqual(codesOf('Usr'), ['CAM140', 'CAM222'])
})
