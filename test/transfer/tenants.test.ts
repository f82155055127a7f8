import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { triedDatabases } from '../../packages/runtime/src/database/fixture/index.ts'
import { createLoad } from '../../packages/runtime/src/transfer/index.ts'
import { tenantsProject } from '../tenancy/fixture/tenants-project.ts'
import { exportPlace, loadPlace, newFolder, openPlace } from './fixture/transfer-project.ts'

for (const key of ['uuid7', 'serial'] as const) {
  const idOf = (index: number): string | number =>
    key === 'serial' ? index : `01990000-0000-7000-8000-00000000000${index}`

  for (const { name, open } of triedDatabases({ inMemory: true })) {
    describe(`records of tenants (${key}) on ${name}`, () => {
      test('belong to the same tenants after they were brought back', async () => {
        const app = await tenantsProject(key)
        const source = await openPlace(app, await open())
        const { registry, accounts } = app
        const rejectedPath = join(newFolder(), 'rejected.jsonl')
        const load = await createLoad({
          database: source.database,
          registry,
          accounts,
          name: 'fill',
          rejectedPath,
        })
        const write = (entity: string, ...rows: { [property: string]: unknown }[]) =>
          load.write({ entity, position: null, rows })
        await write('Company', { id: idOf(1), name: 'A' }, { id: idOf(2), name: 'B' })
        await write('User', { id: 'ann', name: 'Ann' })
        const both = [1, 2].map((index) => ({ tenantId: idOf(index), name: 'same' }))
        const { written } = await write('Tag', ...both)
        assert.equal(written, 2, 'what is unique is so for each tenant')
        const refused = await write('Project', { name: 'nobody knows whose' })
        assert.deepEqual(refused.rejected, [{ index: 0, reason: 'tenantId is required' }])
        await write('Project', { tenantId: idOf(2), name: 'P', leadId: 'ann' })
        await write('Task', { tenantId: idOf(2), title: 'T', assigneeId: 'ann' })
        await load.end()
        await load.close()
        const first = await exportPlace(source)
        await source.database.close()

        const target = await openPlace(app, await open())
        const { rejectedFile } = await loadPlace(target, first.folder)
        assert.equal(rejectedFile, null)
        const second = await exportPlace(target)
        for (const { file } of first.entities) {
          const [one, other] = [first.folder, second.folder].map((folder) =>
            readFileSync(join(folder, file), 'utf8'),
          )
          assert.equal(other, one, file)
        }
        await target.database.close()
      })
    })
  }
}
