import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { totpOf } from './fixture/totp-of.ts'
import { mailedCode, mailedLink, password, register, visitorOf } from './fixture/visitor.ts'

const methods = ['password', 'magicLink', 'emailCode', 'totp', 'anonymous', 'organisations']
const project = accountsProject({ methods })
const times = Array.from({ length: 200 }, (_, index) => index)

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`other ways to sign in on ${database}`, () => {
    let app: TestApp
    before(async () => {
      app = await startTestApp(await project, { database })
    })
    after(() => app.close())

    test('a link by mail signs in who never was here, once', async () => {
      const visitor = visitorOf(app)
      const asked = await visitor.post('/sign-in/magic-link', { email: 'link@example.com' })
      assert.equal(asked.status, 200, asked.text)
      const link = await mailedLink(app, 'link@example.com', /^Sign in/)
      const visitors = times.map(() => visitorOf(app))
      await Promise.all(visitors.map((one) => one.call({ url: link })))
      const entered = visitors.filter(({ cookies }) => cookies.has('session'))
      assert.equal(entered.length, 1)
      const session = await entered[0]?.get<{ user: { emailVerified: boolean } }>('/get-session')
      assert.equal(session?.body.user.emailVerified, true)
    })

    test('a code by mail signs in, once, and not after three wrong ones', async () => {
      const email = 'code@example.com'
      const send = () =>
        visitorOf(app).post('/email-otp/send-verification-otp', { email, type: 'sign-in' })
      assert.equal((await send()).status, 200)
      const otp = await mailedCode(app, email)
      const visitors = times.map(() => visitorOf(app))
      const answers = await Promise.all(
        visitors.map((one) => one.post('/sign-in/email-otp', { email, otp })),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      const other = await visitorOf(app).post('/email-otp/send-verification-otp', {
        email,
        type: 'forget-password',
      })
      assert.equal(other.status, 400)
      const late = 'late@example.com'
      await visitorOf(app).post('/email-otp/send-verification-otp', {
        email: late,
        type: 'sign-in',
      })
      const right = await mailedCode(app, late)
      for (let index = 0; index < 4; index++) {
        await visitorOf(app).post('/sign-in/email-otp', { email: late, otp: '00000000' })
      }
      const tooLate = await visitorOf(app).post('/sign-in/email-otp', { email: late, otp: right })
      assert.ok(tooLate.status >= 400, tooLate.text)
    })

    test('a second factor is asked for, and lets a password be shorter', async () => {
      const email = 'two@example.com'
      const ann = await register(app, email)
      const enabled = await ann.post<{ totpURI: string }>('/two-factor/enable', { password })
      assert.equal(enabled.status, 200, enabled.text)
      const { totpURI } = enabled.body
      const proven = await ann.post('/two-factor/verify-totp', { code: totpOf(totpURI) })
      assert.equal(proven.status, 200, proven.text)
      const half = visitorOf(app)
      const first = await half.post<{ twoFactorRedirect: boolean }>('/sign-in/email', {
        email,
        password,
      })
      assert.equal(first.body.twoFactorRedirect, true)
      assert.ok(!half.cookies.has('session'))
      assert.equal((await half.call({ url: '/api/notes' })).status, 401)
      const wrong = await half.post('/two-factor/verify-totp', { code: '000000' })
      assert.equal(wrong.status, 401)
      const second = await half.post('/two-factor/verify-totp', { code: totpOf(totpURI) })
      assert.equal(second.status, 200, second.text)
      assert.equal((await half.call({ url: '/api/notes' })).status, 200)
      const short = await half.post('/change-password', {
        currentPassword: password,
        newPassword: 'tulip9cx',
      })
      assert.equal(short.status, 200, short.text)
    })

    test('somebody anonymous keeps what is theirs when they sign in', async () => {
      const visitor = visitorOf(app)
      assert.equal((await visitor.post('/sign-in/anonymous')).status, 200)
      const note = await visitor.call<{ id: string }>({
        method: 'POST',
        url: '/api/notes',
        body: { text: 'mine' },
      })
      assert.equal(note.status, 201, note.text)
      await visitor.post('/sign-in/magic-link', { email: 'claimed@example.com' })
      await visitor.call({ url: await mailedLink(app, 'claimed@example.com', /^Sign in/) })
      const session = await visitor.get<{ user: { email: string } }>('/get-session')
      assert.equal(session.body.user.email, 'claimed@example.com')
      const notes = await visitor.call<{ data: { id: string }[] }>({ url: '/api/notes' })
      assert.deepEqual(
        notes.body.data.map(({ id }) => id),
        [note.body.id],
      )
      const left = sql`select count(*) from "users" where "is_anonymous" = ${true}`
      assert.equal(await app.database.count(left), 0)
    })

    test('an organisation is joined by whom it was meant for, once', async () => {
      const owner = await register(app, 'owner@example.com')
      const made = await owner.post<{ id: string }>('/organization/create', {
        name: 'Guild',
        slug: 'guild',
      })
      assert.equal(made.status, 200, made.text)
      const invited = await owner.post<{ id: string }>('/organization/invite-member', {
        email: 'guest@example.com',
        role: 'member',
        organizationId: made.body.id,
      })
      assert.equal(invited.status, 200, invited.text)
      const link = await mailedLink(app, 'guest@example.com', /^Join Guild/)
      const invitationId = link.split('/').at(-1)
      const stranger = await register(app, 'thief@example.com')
      const stolen = await stranger.post('/organization/accept-invitation', { invitationId })
      assert.equal(stolen.status, 403)
      const guest = await register(app, 'guest@example.com')
      const answers = await Promise.all(
        times.map(() => guest.post('/organization/accept-invitation', { invitationId })),
      )
      const statuses = answers.map(({ status }) => status)
      assert.equal(statuses.filter((status) => status === 200).length, 1)
      assert.ok(
        statuses.every((status) => status < 500),
        statuses.join(),
      )
      const members = sql`select count(*) from "auth_members"`
      assert.equal(await app.database.count(members), 2)
    })
  })
}
