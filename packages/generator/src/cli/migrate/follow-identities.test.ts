import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entity, int, text } from '@cambium/model'
import { buildModel } from '../../testing/index.ts'
import { followIdentities } from './follow-identities.ts'

const access = { read: 'public' } as const
const note = (fields: Parameters<typeof entity>[1]['fields']) =>
  entity('Note', { fields: { title: text(), ...fields }, access })

test('what two branches gave one number goes by the number it is released with', () => {
  const base = buildModel([note({})])
  const released = buildModel(
    [note({ stars: int() }), entity('Tag', { fields: { name: text() }, access })],
    base,
  )
  const own = buildModel(
    [note({ phone: text() }), entity('City', { fields: { name: text() }, access })],
    base,
  )
  // the lines of both sides, the newer of two with one number made anew
  const merged = buildModel(
    [
      note({ phone: text(), stars: int() }),
      entity('City', { fields: { name: text() }, access }),
      entity('Tag', { fields: { name: text() }, access }),
    ],
    { lock: own.lock },
  )
  assert.deepEqual(merged.lock.entities.Note?.fields.stars, [13, 'stars'])
  const { entities } = followIdentities(merged.lock, {
    released: released.model,
    base: base.model,
  })
  assert.deepEqual(entities.Note?.fields.stars, [12, 'stars'])
  assert.deepEqual(entities.Note?.fields.phone, [14, 'phone'])
  assert.deepEqual(entities.Note?.fields.title, [11, 'title'])
  assert.equal(entities.Tag?.id, released.lock.entities.Tag?.id)
  assert.deepEqual(
    Object.values(entities)
      .map(({ id }) => id)
      .toSorted(),
    [...new Set(Object.values(entities).map(({ id }) => id))].toSorted(),
  )
})

test('a lock that agrees with what is released stays as it is', () => {
  const { lock, model } = buildModel([note({ stars: int() })])
  assert.deepEqual(followIdentities(lock, { released: model, base: null }), lock)
})

test('what was renamed on the branch keeps the number both had before', () => {
  const base = buildModel([note({ phone: text() })])
  const released = buildModel([note({ phone: text(), stars: int() })], base)
  const renamed = structuredClone(base.lock)
  const fields = renamed.entities.Note?.fields ?? {}
  fields.telephone = fields.phone ?? [0, '']
  delete fields.phone
  const { entities } = followIdentities(renamed, { released: released.model, base: base.model })
  assert.deepEqual(entities.Note?.fields.telephone, [12, 'phone'])
  assert.deepEqual(entities.Note?.fields.stars, [13, 'stars'])
  assert.equal(entities.Note?.fields.phone, undefined)
})
