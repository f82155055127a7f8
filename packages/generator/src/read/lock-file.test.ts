import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Lock } from '@cambium/model/check'
import { parseLock, printLock } from './lock-file.ts'

const lock: Lock = {
  version: 1,
  entities: {
    Task: {
      id: 1,
      table: 'tasks',
      fields: {
        id: [1, 'id'],
        title: [11, 'title'],
        version: [4, 'version'],
        dueAt: [12, 'due_at'],
      },
      gone: { 13: 'priority' },
    },
    Tag: { id: 2, table: 'tags', fields: { name: [11, 'name'], id: [1, 'id'] } },
  },
}

test('a lock is printed and read back as the same lock', () => {
  assert.deepEqual(parseLock(printLock(lock)), { lock, diagnostics: [] })
})

test('a new field is one more line and changes no other', () => {
  const before = printLock(lock).split('\n')
  const changed = structuredClone(lock)
  Object.assign(changed.entities.Task?.fields ?? {}, { notes: [14, 'notes'] })
  const after = printLock(changed).split('\n')
  assert.equal(after.length, before.length + 1)
  assert.deepEqual(
    after.filter((line) => !before.includes(line)),
    ['        "notes": [14, "notes"],'],
  )
})

test('conflict markers are named with their line', () => {
  const text = printLock(lock).replace('        "dueAt"', '<<<<<<< ours\n        "dueAt"')
  const [diagnostic] = parseLock(text).diagnostics
  assert.equal(diagnostic?.code, 'CAM303')
  assert.equal(text.split('\n')[(diagnostic?.line ?? 0) - 1], '<<<<<<< ours')
})

test('broken JSON is named with its place', () => {
  const [diagnostic] = parseLock('{\n  "version": 1,\n  "entities": }\n').diagnostics
  assert.deepEqual([diagnostic?.code, diagnostic?.line], ['CAM302', 3])
})

test('JSON that is no lock is refused', () => {
  for (const text of ['[]', '{"version":2,"entities":{}}', '{"version":1,"entities":{"A":{}}}']) {
    assert.equal(parseLock(text).diagnostics[0]?.code, 'CAM302')
  }
})

test('two fields with one identity, as after a merge, are named', () => {
  const merged = printLock(lock).replace('[12, "due_at"]', '[11, "due_at"]')
  const [diagnostic] = parseLock(merged).diagnostics
  assert.equal(diagnostic?.code, 'CAM304')
  assert.match(diagnostic?.message ?? '', /Task\.title and Task\.dueAt have one identity, 11/)
})
