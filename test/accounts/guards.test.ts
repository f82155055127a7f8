import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { quickest, shareOfDifference } from './fixture/quickest.ts'
import { mailedLink, password, register, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password'] })

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`what is good once, on ${database}`, () => {
    let app: TestApp
    before(async () => {
      app = await startTestApp(await project, { database })
    })
    after(() => app.close())

    const times = Array.from({ length: 200 }, (_, index) => index)

    test('a link that proves an address has one winner of two hundred', async () => {
      const sent = { email: 'one@example.com', name: 'One', password }
      await visitorOf(app).post('/sign-up/email', sent)
      const link = await mailedLink(app, 'one@example.com', /^Confirm/)
      const answers = await Promise.all(times.map(() => app.call({ url: link })))
      const places = answers.map(({ headers }) => String(headers.location))
      assert.equal(places.filter((place) => place === '/').length, 1)
      assert.equal(places.filter((place) => place === '/?error=INVALID_TOKEN').length, 199)
    })

    test('a link that leads to a new password has one winner of two hundred', async () => {
      await register(app, 'two@example.com')
      await visitorOf(app).post('/request-password-reset', { email: 'two@example.com' })
      const link = await mailedLink(app, 'two@example.com', /^A new password/)
      const token = new URL(link, 'http://localhost').searchParams.get('token')
      const answers = await Promise.all(
        times.map((index) =>
          visitorOf(app).post('/reset-password', {
            token,
            newPassword: `password number ${index} of many`,
          }),
        ),
      )
      const winners = times.filter((index) => answers[index]?.status === 200)
      assert.equal(winners.length, 1)
      const entered = await visitorOf(app).post('/sign-in/email', {
        email: 'two@example.com',
        password: `password number ${winners[0]} of many`,
      })
      assert.equal(entered.status, 200)
    })

    test('an address has one account, however many make it at once', async () => {
      const sent = { email: 'three@example.com', name: 'Three', password }
      const signUp = () => visitorOf(app).post('/sign-up/email', sent)
      const answers = await Promise.all(times.map(signUp))
      const taken = answers.filter(({ status }) => status === 200)
      assert.equal(new Set(taken.map(({ text }) => text)).size, 1)
      // More at once than passwords can be hashed in a moment: those are told when to come back.
      for (const answer of answers.filter(({ status }) => status !== 200)) {
        assert.equal(answer.status, 503, answer.text)
        assert.ok(Number(answer.headers['retry-after']) > 0)
      }
      assert.ok(taken.length >= 66, `${taken.length} were taken`)
      const made = sql`select count(*) from "users" where "email" = ${sent.email}`
      assert.equal(await app.database.count(made), 1)
      const mailed = async (subject: RegExp) => {
        await mailedLink(app, sent.email, subject)
        return app.mails.filter((mail) => mail.to === sent.email && subject.test(mail.subject))
      }
      assert.equal((await mailed(/^Confirm/)).length, 1)
      assert.equal((await mailed(/account/)).length, taken.length - 1)
      assert.equal((await signUp()).status, 200)
    })
  })
}

describe('who has an account', () => {
  let app: TestApp
  before(async () => {
    app = await startTestApp(await project)
    await register(app, 'known@example.com')
  })
  after(() => app.close())

  const flows = {
    '/sign-up/email': (email: string) => ({ email, name: 'x', password }),
    '/sign-in/email': (email: string) => ({ email, password: 'a wrong one of some length' }),
    '/request-password-reset': (email: string) => ({ email }),
    '/send-verification-email': (email: string) => ({ email }),
  }

  for (const [path, body] of Object.entries(flows)) {
    test(`is told by no answer of ${path}, nor by its time`, async () => {
      const answers = new Set<string>()
      const ask = async (email: string): Promise<void> => {
        const { status, text, headers } = await visitorOf(app).post(path, body(email))
        const shown = text.replace(/"instance":"[^"]*"/, '')
        answers.add(`${status} ${shown} ${Object.keys(headers).sort().join()}`)
      }
      let index = 0
      const known = quickest(() => ask('known@example.com'))
      const unknown = quickest(() => ask(`nobody${index++}@example.com`))
      const share = await shareOfDifference(known, unknown, mostDifferent)
      assert.ok(share < mostDifferent, `${known.ms} ms, ${unknown.ms} ms`)
      assert.equal(answers.size, 1, [...answers].join('\n'))
    })
  }

  test('would be told by the time of a password that is not looked at', async () => {
    const wrong = { email: 'known@example.com', password: 'a wrong one of some length' }
    const looked = quickest(() => visitorOf(app).post('/sign-in/email', wrong))
    const not = quickest(() => visitorOf(app).post('/sign-in/email', { ...wrong, password: 1 }))
    assert.ok((await shareOfDifference(looked, not, mostDifferent)) > 2 * mostDifferent)
  })
})

/** Times of the same work differ by less than that share, and what a hash costs is far more. */
const mostDifferent = 0.25

describe('guessing', () => {
  test('is stopped for the account, known or not, however it is written, and says when to go on', async () => {
    const app = await startTestApp(await project, { limitsAttempts: true })
    await register(app, 'known@example.com')
    for (const email of ['known@example.com', 'nobody@example.com']) {
      const forms = [email, email.toUpperCase(), ` ${email}`]
      const answers = []
      for (let index = 0; index < 13; index++) {
        const form = forms[index % 3]
        answers.push(
          await visitorOf(app).post('/sign-in/email', { email: form, password: `guess ${index}` }),
        )
      }
      const refused = answers.filter(({ status }) => status === 429)
      assert.ok(refused.length >= 3, answers.map(({ status }) => status).join())
      assert.ok(Number(answers.at(-1)?.headers['retry-after']) > 60)
    }
    const right = await visitorOf(app).post('/sign-in/email', {
      email: 'known@example.com',
      password,
    })
    assert.equal(right.status, 429)
    await app.close()
  })

  test('is stopped for the address too, and mail is not sent without end', async () => {
    const app = await startTestApp(await project, { limitsAttempts: true })
    const mails = []
    for (let index = 0; index < 8; index++) {
      mails.push(await visitorOf(app).post('/request-password-reset', { email: 'ann@example.com' }))
    }
    assert.deepEqual(
      mails.map(({ status }) => status),
      [200, 200, 200, 200, 200, 429, 429, 429],
    )
    const guesses = await Promise.all(
      Array.from({ length: 110 }, (_, index) =>
        app.call({ url: `/api/auth/verify-email?token=${index}` }),
      ),
    )
    assert.equal(guesses.filter(({ status }) => status === 429).length, 10)
    await app.close()
  })
})

describe('a page of another origin', () => {
  let app: TestApp
  before(async () => {
    app = await startTestApp(await project, { publicUrl: 'https://shop.example.com' })
  })
  after(() => app.close())

  test('writes nothing with the session of this one', async () => {
    const ann = await register(app, 'ann@example.com')
    const [name] = [...ann.cookies.keys()]
    assert.equal(name, '__Host-session')
    const cookie = `${name}=${ann.cookies.get('__Host-session')}`
    const write = (headers: { [name: string]: string }, url = '/api/notes') =>
      app.call({ method: 'POST', url, body: { text: 'x' }, headers: { cookie, ...headers } })
    for (const url of ['/api/notes', '/api/auth/sign-out', '/api/batch']) {
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://evil.example.com' },
        { origin: 'null' },
        { origin: 'https://shop.example.com.evil.com' },
        { origin: 'https://evil.example.com', 'x-forwarded-host': 'evil.example.com' },
      ]) {
        assert.equal((await write(headers, url)).status, 403, JSON.stringify(headers))
      }
    }
    assert.equal((await write({})).status, 403)
    assert.equal((await write({ 'sec-fetch-site': 'same-origin' })).status, 201)
    assert.equal((await write({ origin: 'https://shop.example.com' })).status, 201)
  })

  test('signs nobody in, and is not where links lead', async () => {
    const answer = await app.call({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      body: { email: 'ann@example.com', password },
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example.com' },
    })
    assert.equal(answer.status, 403)
    for (const callbackURL of ['https://evil.example.com', '//evil.example.com', '/\\evil.com']) {
      const sent = await visitorOf(app).post('/sign-up/email', {
        email: 'eve@example.com',
        name: 'Eve',
        password,
        callbackURL,
      })
      assert.equal(sent.status, 403, callbackURL)
    }
    await app.call({
      method: 'POST',
      url: '/api/auth/request-password-reset',
      body: { email: 'ann@example.com' },
      headers: { host: 'evil.example.com', 'x-forwarded-host': 'evil.example.com' },
    })
    const mail = app.mails.find(({ subject }) => subject.startsWith('A new password'))
    assert.match(mail?.text ?? '', /https:\/\/shop\.example\.com\//)
    assert.ok(!app.mails.some(({ text }) => text.includes('evil')))
  })

  test('finds a cookie that only this one gets, and no script reads', async () => {
    const answer = await visitorOf(app).post('/sign-in/email', {
      email: 'ann@example.com',
      password,
    })
    const line = String([answer.headers['set-cookie'] ?? []].flat()[0])
    assert.match(line, /^__Host-session=/)
    for (const part of [/; Secure/, /; HttpOnly/, /; SameSite=Lax/, /; Path=\//]) {
      assert.match(line, part)
    }
    assert.doesNotMatch(line, /Domain/)
  })

  test('a cookie that was changed is nobody', async () => {
    const ann = visitorOf(app)
    await ann.post('/sign-in/email', { email: 'ann@example.com', password })
    const value = ann.cookies.get('__Host-session') ?? ''
    const status = async (cookie: string) =>
      (await app.call({ url: '/api/notes', headers: { cookie } })).status
    assert.equal(await status(`__Host-session=${value}`), 200)
    for (const changed of [
      `x${value}`,
      value.replace('.', '.x'),
      value.split('.')[0],
      '',
      '%E0%A4%A',
    ]) {
      assert.equal(await status(`__Host-session=${changed}`), 401)
    }
  })
})
