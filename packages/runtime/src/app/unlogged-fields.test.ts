import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogger } from '../log/index.ts'
import { createRegistry } from '../operation/index.ts'
import { notesApp } from './fixture/notes-app.ts'
import { unloggedFields } from './unlogged-fields.ts'

test('what tells of a person and what never leaves the server is taken out of the log', () => {
  const entities = notesApp.registry.entities.map((entry) => ({
    ...entry,
    resource: {
      ...entry.resource,
      fields: { ...entry.resource.fields, email: { type: 'string', pii: true } },
    },
  }))
  const redact = unloggedFields(createRegistry({ entities }))
  assert.deepEqual([...redact].sort(), ['email', 'key'])
  const lines: string[] = []
  const log = createLogger({
    level: 'info',
    redact,
    destination: { write: (line) => lines.push(line) },
  })
  log.info({ record: { email: 'ann@example.com', key: 'k-123', title: 'Shown' } }, 'saved')
  assert.doesNotMatch(lines.join(), /ann@example|k-123/)
  assert.match(lines.join(), /Shown/)
})
