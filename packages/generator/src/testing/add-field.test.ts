import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { choice, datetime, entity, text } from '@cambium/model'
import { emitProject } from '../emit/index.ts'
import { migrationFiles, planMigration } from '../plan/index.ts'
import { buildModel } from './index.ts'

const hashes = { storage: 's', api: 'a', policy: 'p' }
const user = entity('User', { fields: { name: text() }, access: { read: 'signedIn' } })
const task = entity('Task', {
  fields: {
    title: text({ required: true, max: 100 }),
    status: choice(['open', 'done'], { default: 'open' }),
    startsAt: datetime(),
  },
  access: { read: 'signedIn', create: 'signedIn', update: 'signedIn', delete: 'signedIn' },
})
const taskWithField = entity('Task', {
  fields: {
    title: text({ required: true, max: 100 }),
    status: choice(['open', 'done'], { default: 'open' }),
    startsAt: datetime(),
    dueAt: datetime(),
  },
  access: { read: 'signedIn', create: 'signedIn', update: 'signedIn', delete: 'signedIn' },
})

describe('adding a field', () => {
  const first = buildModel([task, user])
  const later = buildModel([taskWithField, user], { lock: first.lock })
  const before = emitProject(first.model, { hashes })
  const after = emitProject(later.model, { hashes: { ...hashes, storage: 't' } })

  test('only adds lines, and few', () => {
    let added = 0
    for (const { path, text } of after) {
      if (path === '.cambium/schema.json') continue
      const old = before.find((file) => file.path === path)?.text.split('\n') ?? []
      const lines = text.split('\n')
      const removed = linesOnlyIn(old, lines)
      assert.deepEqual(removed, [], path)
      added += lines.length - old.length
    }
    const plan = planMigration(first.model, later.model)
    const migration = migrationFiles({
      plan,
      model: later.model,
      hashes,
      previous: { id: '20260101T000000_create', to: 'f'.repeat(64) },
      at: new Date(0),
      title: 'add due at',
    })
    for (const { text } of migration) added += text.split('\n').length - 1
    assert.ok(added <= 25, `${added} lines`)
  })
})

/** Lines of `old` that cannot be found in `lines` in the same order. */
function linesOnlyIn(old: readonly string[], lines: readonly string[]): string[] {
  let at = 0
  return old.filter((line) => {
    const found = lines.indexOf(line, at)
    if (found < 0) return true
    at = found + 1
    return false
  })
}
