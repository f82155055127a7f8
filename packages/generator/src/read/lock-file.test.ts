import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Lock, printLock } from '@cambium/model/check'
import { readLock } from './lock-file.ts'

const lock: Lock = {
  version: 1,
  entities: {
    Task: {
      id: 1,
      table: 'tasks',
      fields: {
        title: [11, 'title'],
        dueAt: [12, 'due_at'],
        id: [1, 'id'],
        version: [4, 'version'],
      },
      gone: { 13: 'priority' },
    },
    Tag: { id: 2, table: 'tags', fields: { name: [11, 'name'], id: [1, 'id'] } },
  },
}

test('a lock that was printed is read back as the same lock', () => {
  assert.deepEqual(readLock(printLock(lock)), { lock, diagnostics: [] })
})

test('no lock at all is an empty one', () => {
  assert.deepEqual(readLock(null), { lock: { version: 1, entities: {} }, diagnostics: [] })
})

test('conflict markers are named with their line', () => {
  const text = printLock(lock).replace('        "dueAt"', '<<<<<<< ours\n        "dueAt"')
  const [diagnostic] = readLock(text).diagnostics
  assert.equal(diagnostic?.code, 'CAM303')
  assert.equal(text.split('\n')[(diagnostic?.line ?? 0) - 1], '<<<<<<< ours')
})

test('broken JSON is named with its place', () => {
  const [diagnostic] = readLock('{\n  "version": 1,\n  "entities": }\n').diagnostics
  assert.deepEqual([diagnostic?.code, diagnostic?.line, diagnostic?.column], ['CAM302', 3, 15])
})

test('JSON that is no lock is a diagnostic, at its entry where it has one', () => {
  for (const text of ['[]', '{"version":2,"entities":{}}']) {
    assert.equal(readLock(text).diagnostics.length, 1)
  }
  const [diagnostic] = readLock('{\n"version":1,\n"entities":{\n"A":{}}}').diagnostics
  assert.equal(diagnostic?.line, 4)
})
