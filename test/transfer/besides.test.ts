import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { triedDatabases } from '../../packages/runtime/src/database/fixture/index.ts'
import { createLoad } from '../../packages/runtime/src/transfer/index.ts'
import {
  newFolder,
  openPlace,
  type TransferProject,
  transferProject,
} from './fixture/transfer-project.ts'

const models = {
  'src/users/user.model.ts': `import { email, entity, owner } from '@cambium/model'

export default entity('User', {
  id: 'serial',
  fields: { email: email({ required: true, unique: true, lower: true, trim: true }) },
  auth: { identifiers: ['email'] },
  access: { read: owner('id') },
})
`,
  'src/notes/note.model.ts': `import { acl, entity, text } from '@cambium/model'

export default entity('Note', {
  id: 'nanoid',
  fields: { text: text() },
  access: { read: acl('read') },
})
`,
}

let project: TransferProject
before(async () => {
  project = await transferProject(models)
})

for (const { name, open } of triedDatabases({})) {
  describe(`what a row brings beside its record, on ${name}`, () => {
    test('is kept with it, once, and refused with it where it is wrong', async () => {
      const { app } = project
      const database = await open()
      const place = await openPlace(app, database)
      const options = {
        database,
        registry: app.registry,
        accounts: app.accounts,
        rejectedPath: join(newFolder(), 'rejected.jsonl'),
      }
      const users = [
        {
          id: 7,
          email: 'ann@example.org',
          $roles: ['boss', 'staff'],
          $identities: [{ provider: 'google', id: '99' }],
        },
        { id: 8, email: 'bob@example.org', $roles: 'staff' },
        { id: 9, email: 'eve@example.org', $roles: [3] },
        { id: 10, email: 'eva@example.org', $identities: [{ provider: 'google' }] },
      ]
      const notes = [
        { id: 'n1', text: 'a', $acl: [{ subject: 'user:7', right: 'read' }] },
        { id: 'n2', text: 'b', $acl: [{ subject: 'everyone', right: 'read' }] },
        { id: 'n3', text: 'c', $acl: [{ subject: 'somebody', right: 'read' }] },
        { id: 'n4', text: 'd', $other: 1 },
      ]
      for (const run of ['first', 'second']) {
        const load = await createLoad({ ...options, name: run })
        const ofUsers = await load.write({ entity: 'User', position: 1, rows: users })
        const ofNotes = await load.write({ entity: 'Note', position: 1, rows: notes })
        await load.end()
        await load.close()
        assert.deepEqual([ofUsers.rejected.length, ofNotes.rejected.length], [2, 2])
        assert.match(ofNotes.rejected[0]?.reason ?? '', /\$acl must be a list/)
        assert.equal(ofUsers.written, run === 'first' ? 2 : 0)
      }
      const listed = await database.all(
        sql`select "entity", "record_id", "subject", "right" from "cambium_acl" order by "record_id"`,
      )
      assert.deepEqual(
        listed.map((row) => ({ ...(row as object) })),
        [
          { entity: 'Note', record_id: 'n1', subject: 'user:7', right: 'read' },
          { entity: 'Note', record_id: 'n2', subject: 'everyone', right: 'read' },
        ],
      )
      const count = (query: ReturnType<typeof sql>): Promise<number> => database.count(query)
      assert.equal(await count(sql`select count(*) from "auth_roles" where "role" = 'staff'`), 2)
      assert.equal(await count(sql`select count(*) from "auth_roles" where "user_id" = 7`), 2)
      const google = sql`select count(*) from "auth_accounts" where "provider_id" = 'google' and "account_id" = '99' and "user_id" = 7`
      assert.equal(await count(google), 1)
      await place.files.close()
      await database.close()
    })
  })
}
