import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { register, type Visitor, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password'] })

/** Of `a short one`, by bcrypt with cost 4 and 6, as Parse Server and PHP write them. */
const hashes = {
  parse: '$2b$04$abcdefghijklmnopqrstuuFe7iO/z2FUeI4O8vYKp36Yz/9rYzsk2',
  php: '$2y$06$abcdefghijklmnopqrstuuEoL8CCkXemqQqBVHMPHxyR4eokFYdim',
}
const oldPassword = 'a short one'

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`passwords that were hashed elsewhere, on ${database}`, () => {
    let app: TestApp

    before(async () => {
      app = await startTestApp(await project, { database })
    })
    after(() => app.close())

    const stored = async (email: string): Promise<string> => {
      const row = await app.database.first<{ password: string }>(sql`
        select "auth_accounts"."password" from "auth_accounts"
        join "users" on "users"."id" = "auth_accounts"."user_id" where "users"."email" = ${email}
      `)
      return row?.password ?? ''
    }
    const bring = async (email: string, hash: string): Promise<void> => {
      await register(app, email)
      await app.database.run(sql`
        update "auth_accounts" set "password" = ${hash}
        where "user_id" = (select "id" from "users" where "email" = ${email})
      `)
    }
    const signIn = async (email: string, password: string): Promise<[number, Visitor]> => {
      const visitor = visitorOf(app)
      const { status } = await visitor.post('/sign-in/email', { email, password })
      return [status, visitor]
    }

    for (const [from, hash] of Object.entries(hashes)) {
      test(`sign in as before, and are hashed as ours from then on: ${from}`, async () => {
        const email = `${from}@example.com`
        await bring(email, hash)
        assert.equal((await signIn(email, 'another one'))[0], 401)
        assert.equal(await stored(email), hash)
        const [status, visitor] = await signIn(email, oldPassword)
        assert.equal(status, 200)
        assert.equal((await visitor.call({ url: '/api/notes' })).status, 200)
        assert.match(await stored(email), /^\$argon2id\$/)
        assert.equal((await signIn(email, oldPassword))[0], 200)
        assert.equal((await signIn(email, 'another one'))[0], 401)
      })
    }

    test('do not come back over one that was set meanwhile', async () => {
      await bring('late@example.com', hashes.parse)
      const other = await stored('parse@example.com')
      const signing = signIn('late@example.com', oldPassword)
      await app.database.run(sql`
        update "auth_accounts" set "password" = ${other}
        where "password" = ${hashes.parse}
      `)
      await signing
      assert.equal(await stored('late@example.com'), other)
    })

    test('are refused no sooner than an address that nobody has', async () => {
      await bring('slow@example.com', hashes.parse)
      const times: number[] = []
      for (const email of ['slow@example.com', 'nobody@example.com']) {
        const startedAt = performance.now()
        assert.equal((await signIn(email, 'not this one'))[0], 401)
        times.push(performance.now() - startedAt)
      }
      const [known = 0, unknown = 0] = times
      assert.ok(known >= 245 && unknown >= 245, `${known} ms and ${unknown} ms`)
    })
  })
}
