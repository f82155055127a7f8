import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { mailedLink, password, register, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password'], nicknamesAreUnique: true })
const known = 'known@example.com'

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`a sign-up for an address that has an account, on ${database}`, () => {
    let app: TestApp
    before(async () => {
      app = await startTestApp(await project, { database })
      await register(app, known, { nickname: 'first' })
      await register(app, 'other@example.com', { nickname: 'held' })
    })
    after(() => app.close())

    const ask = async (email: string, fields: object) => {
      const started = performance.now()
      const answer = await visitorOf(app).post('/sign-up/email', {
        email,
        name: 'x',
        password,
        ...fields,
      })
      const { status, text, headers } = answer
      const shown = text.replace(/"instance":"[^"]*"/, '')
      const named = Object.keys(headers).sort().join()
      return { status, answer: `${status} ${shown} ${named}`, ms: performance.now() - started }
    }
    const users = () =>
      app.database.all(
        sql`select "id", "email", "nickname", "updated_at" from "users" order by "email"`,
      )

    const refusals = {
      'a hook before it': { nickname: 'taken' },
      'a hook after it': { nickname: 'late' },
      'a unique field of another account': { nickname: 'held' },
      'a unique field of that very account': { nickname: 'first' },
      'a limit of a field': { nickname: 'x'.repeat(21) },
    }
    let asked = 0
    for (const [what, fields] of Object.entries(refusals)) {
      test(`is refused by ${what} as one for a new address is`, async () => {
        const before = await users()
        const one = await ask(known, fields)
        const other = await ask(`new${asked++}@example.com`, fields)
        assert.ok([409, 422].includes(one.status), one.answer)
        assert.equal(one.answer, other.answer)
        assert.deepEqual(await users(), before)
      })
    }

    test('is answered as one for a new address is, changes nothing, and is told by mail', async () => {
      const before = await users()
      const one = await ask(known, { nickname: 'fresh' })
      assert.deepEqual(await users(), before)
      const other = await ask('brand.new@example.com', { nickname: 'fresh' })
      assert.equal(one.status, 200)
      assert.equal(one.answer, other.answer)
      await mailedLink(app, known, /already/i)
      const entered = await visitorOf(app).post('/sign-in/email', { email: known, password })
      assert.equal(entered.status, 200, entered.text)
    })

    test('takes as long, whether it is refused or not', async () => {
      for (const nickname of ['taken', undefined]) {
        const times = { known: [] as number[], unknown: [] as number[] }
        for (let round = 0; round < 7; round++) {
          times.known.push((await ask(known, { nickname })).ms)
          times.unknown.push((await ask(`${nickname}${round}@example.com`, { nickname })).ms)
        }
        const [one, other] = [median(times.known), median(times.unknown)]
        assert.ok(Math.abs(one - other) < 0.35 * Math.max(one, other), `${one} ms, ${other} ms`)
      }
    })
  })
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}
