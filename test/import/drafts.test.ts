import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { library } from '../../packages/generator/src/import/openapi/fixture/index.ts'
import { createApiCaller } from './api-caller.ts'
import { crudEveryEntity } from './crud-every-entity.ts'
import { importNew } from './new-project.ts'
import { type ServedProject, serveProject } from './serve-project.ts'

/** Serves the project, does the work, and says what of every entity did not work. */
async function served(
  folder: string,
  work: (project: ServedProject) => Promise<void>,
): Promise<void> {
  const project = await serveProject(folder)
  try {
    await work(project)
    const { entities, failures } = await crudEveryEntity({ folder, ...project })
    assert.ok(entities > 0)
    assert.deepEqual(failures, [])
  } finally {
    await project.stop()
  }
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'cambium-drafts-'))

test('a description of an API becomes a project whose every entity works', async () => {
  const path = join(newFolder(), 'library.yaml')
  writeFileSync(path, library)
  await served(importNew(path).folder, async ({ url, token }) => {
    const call = createApiCaller({ url, token })
    const made = await call('POST', '/api/books', { title: 'A', isbn: '123' })
    assert.equal(made.status, 422)
    assert.match(JSON.stringify(made.body), /isbn/)
  })
})

interface ListedOrder {
  total: string
  customer: { eMail: string; joined: string }
  events: object[]
}

test('a folder of samples becomes a project with its rows', async () => {
  const folder = newFolder()
  const files = {
    'customers.csv': 'id;E-Mail;First Name;joined\n1;ann@example.com;Ann;3.2.2024\n',
    'orders.csv': 'id,customer_id,total,class\n7,1,"1,000.50",a\n8,1,2.5,b\n',
    'events.jsonl':
      '{"id":"e1","orderId":7,"constructor":1}\n{"id":"e2","orderId":8,"constructor":2}',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  await served(importNew(folder).folder, async ({ url, token }) => {
    const call = createApiCaller({ url, token })
    const { body } = await call('GET', '/api/orders?include=customer,events&sort=id')
    const [order] = (body as { data: ListedOrder[] }).data
    assert.deepEqual(
      [order?.total, order?.customer.eMail, order?.customer.joined, order?.events],
      ['1000.50', 'ann@example.com', '2024-02-03', [{ id: 'e1', constructorValue: 1, orderId: 7 }]],
    )
  })
})
