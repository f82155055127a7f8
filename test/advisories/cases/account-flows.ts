import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from '@cambium/runtime/database'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import { type Answer, clientOf } from '../fixture/client.ts'
import { answered, refused } from '../fixture/expect.ts'
import { type People, password } from '../fixture/people.ts'

/** Ann signs in with her password. */
async function annSignsIn({ ann, signIn }: People): Promise<void> {
  answered(await signIn(ann.email, password))
}

/** The token in the newest link to a new password. */
async function resetTokenOf(people: People, email: string): Promise<string> {
  const link = await people.linkTo(email, /^A new password/)
  return new URL(link, people.origin).searchParams.get('token') ?? ''
}

/** What an answer says, but for what is new with every one. */
function said({ status, text }: Answer): string {
  return `${status} ${text.replace(/"instance":"[^"]*"/, '')}`
}

const cases: readonly Advisory<People>[] = [
  {
    name: 'Parse Server GHSA-vgjh-hmwf-c588',
    attack: 'sends an operator in place of the token of a reset',
    async exists(people) {
      const { email } = await people.join('operator@example.com')
      answered(await people.guest.post('/api/auth/request-password-reset', { email }))
      assert.notEqual(await resetTokenOf(people, email), '')
    },
    async refused(people) {
      for (const token of [{ $ne: null }, { $regex: '.' }, ['x'], true, 1, null, '', '%', '*']) {
        const body = { token, newPassword: 'stolen bottle of the moon' }
        refused(await people.guest.post('/api/auth/reset-password', body), 400)
      }
      answered(await people.signIn('operator@example.com', password))
    },
  },
  {
    name: 'Parse Server GHSA-5fw2-8jcv-xh87',
    attack: 'sends operators in place of an address and a password',
    exists: annSignsIn,
    async refused({ ann, guest }) {
      const { email } = ann
      for (const body of [
        { email: { $gt: '' }, password: { $gt: '' } },
        { email, password: { $ne: 'x' } },
        { email: [email], password },
        { email, password: [password] },
        { email: `${email}' or '1'='1`, password },
        { 'email[$gt]': '', password },
        [{ email, password }],
      ]) {
        const answer = refused(await guest.post('/api/auth/sign-in/email', body), 400, 401)
        assert.equal(answer.headers['set-cookie'], undefined)
      }
    },
  },
  {
    name: 'Parse Server GHSA-pfj7-wv7c-22pr',
    attack: 'signs in with a part of what is needed',
    exists: annSignsIn,
    async refused({ ann, guest }) {
      const { email } = ann
      for (const body of [
        { email },
        { email, password: '' },
        { email, password: null },
        { password },
        {},
        { email, authData: { google: {} } },
        { email, password: password.slice(0, -1) },
        { email, password: `${password} ` },
      ]) {
        const answer = refused(await guest.post('/api/auth/sign-in/email', body), 400, 401)
        assert.equal(answer.headers['set-cookie'], undefined)
      }
    },
  },
  {
    name: 'Parse Server GHSA-wjqw-r9x4-j59v',
    attack: 'signs in to an account that has no password, with none',
    async exists({ app }) {
      const users = app.system as unknown as { User: { create(input: object): Promise<object> } }
      await users.User.create({ email: 'made@example.com', emailVerified: true })
    },
    async refused({ guest }) {
      for (const secret of ['', 'null', 'undefined', password]) {
        const body = { email: 'made@example.com', password: secret }
        refused(await guest.post('/api/auth/sign-in/email', body), 401)
      }
    },
  },
  {
    name: 'PocketBase CVE-2026-44166 / GHSA-pq7p-mc74-g65w',
    attack: 'makes the account of somebody else before they do, and keeps its password',
    async exists({ guest, app }) {
      const body = { email: 'victim@example.com', name: 'Mine', password: 'the password of evil' }
      answered(await guest.post('/api/auth/sign-up/email', body))
      const made = sql`select count(*) from "users" where "email" = ${body.email}`
      assert.equal(await app.database.count(made), 1)
    },
    async refused(people) {
      const { guest, signIn, linkTo } = people
      const email = 'victim@example.com'
      refused(await signIn(email, 'the password of evil'), 403)
      answered(await guest.post('/api/auth/request-password-reset', { email }))
      await linkTo(email, /^A new password/)
      const token = await resetTokenOf(people, email)
      const newPassword = 'the password of the victim'
      answered(await guest.post('/api/auth/reset-password', { token, newPassword }))
      refused(await signIn(email, 'the password of evil'), 401)
    },
  },
  {
    name: 'PocketBase CVE-2024-38351',
    attack: 'signs up with an address that has an account, to change its password',
    exists: annSignsIn,
    async refused(people) {
      const { ann, guest, signIn } = people
      for (const email of [ann.email, ann.email.toUpperCase(), ` ${ann.email}`]) {
        const body = { email, name: 'Eve', password: 'the password of evil', id: ann.id }
        const answer = await guest.post('/api/auth/sign-up/email', body)
        assert.ok([200, 400].includes(answer.status), answer.text)
      }
      refused(await signIn(ann.email, 'the password of evil'), 401)
      await annSignsIn(people)
    },
  },
  {
    name: 'Auth.js GHSA-7rqj-j65f-68wh',
    attack: 'writes an address so that it becomes another one when it is normalised',
    async exists(people) {
      const { email } = people.ann
      answered(await people.guest.post('/api/auth/request-password-reset', { email }))
      await people.linkTo(email, /^A new password/)
    },
    async refused(people) {
      const strangeAddresses = [
        'ann＠example.com',
        'ann@example。com',
        'ａnn@example.com',
        'ann@exаmple.com',
        'ann@example.com, eve@evil.example',
        '"ann@example.com"@evil.example',
        'ann@example.com\r\nBcc: eve@evil.example',
        'ann@example.com\u0000@evil.example',
        '<ann@example.com>',
      ]
      const { guest } = people
      const answers = strangeAddresses.flatMap((email) => [
        guest.post('/api/auth/request-password-reset', { email }),
        guest.post('/api/auth/sign-up/email', { email, name: 'Eve', password }),
      ])
      for (const answer of await Promise.all(answers)) refused(answer, 400, 422)
      await wait(150)
      const odd = people.app.mails.filter(
        ({ to }) => !/^[\w.-]+@[\w.-]+$/.test(to) || /evil/.test(to),
      )
      assert.deepEqual(odd, [])
    },
  },
  {
    name: 'Supabase GHSA-3529-5m8x-rpv3',
    attack: 'has the link of a reset lead to its own host, by a header',
    exists: annSignsIn,
    async refused(people) {
      const { ann, origin, app } = people
      for (const headers of [
        { 'x-forwarded-host': 'evil.example.com', 'x-forwarded-proto': 'https' },
        { host: 'evil.example.com' },
        { forwarded: 'host=evil.example.com' },
        { 'x-original-host': 'evil.example.com', 'x-host': 'evil.example.com' },
      ]) {
        const path = '/api/auth/request-password-reset'
        answered(await clientOf(origin, headers).post(path, { email: ann.email }))
        await people.linkTo(ann.email, /^A new password/)
      }
      await wait(100)
      assert.ok(!JSON.stringify(app.mails).includes('evil.example.com'))
    },
  },
  {
    name: 'Appsmith CVE-2026-22794',
    attack: 'has the link of a reset lead to its own host, by the origin',
    exists: annSignsIn,
    async refused({ ann, origin, app }) {
      const headers = { origin: 'https://evil.example.com', referer: 'https://evil.example.com/' }
      const path = '/api/auth/request-password-reset'
      refused(await clientOf(origin, headers).post(path, { email: ann.email }), 403)
      assert.ok(!JSON.stringify(app.mails).includes('evil.example.com'))
    },
  },
  {
    name: 'better-auth GHSA-86j7',
    attack: 'has links lead on to another origin, by a parameter',
    async exists({ ann, guest }) {
      const body = { email: ann.email, redirectTo: '/reset' }
      answered(await guest.post('/api/auth/request-password-reset', body))
    },
    async refused({ ann, eve, guest }) {
      const answers = strange.flatMap((elsewhere) => {
        const asked = { email: ann.email, redirectTo: elsewhere, callbackURL: elsewhere }
        return [
          guest.post('/api/auth/request-password-reset', asked),
          guest.post('/api/auth/send-verification-email', asked),
          guest.post('/api/auth/sign-up/email', { ...asked, name: 'x', password }),
          eve.browser.post('/api/auth/change-email', { ...asked, newEmail: 'eve2@example.com' }),
          guest.post('/api/auth/sign-in/magic-link', asked),
        ]
      })
      for (const answer of await Promise.all(answers)) refused(answer, 400, 403)
    },
  },
  {
    name: 'Directus CVE-2026-22032',
    attack: 'has a link of this server lead away: a new one, a used one and one that is none',
    async exists({ eve, guest }) {
      const again = await guest.get(`${eve.link.split('&')[0]}&callbackURL=%2Fhome`)
      assert.equal(again.headers.location, '/home?error=INVALID_TOKEN')
    },
    async refused({ eve, guest }) {
      for (const elsewhere of strange) {
        const callback = `callbackURL=${encodeURIComponent(elsewhere)}`
        for (const path of [
          `${eve.link.split('&')[0]}&${callback}`,
          `/api/auth/verify-email?token=x&${callback}`,
          `/api/auth/reset-password/x?${callback}`,
          `/api/auth/magic-link/verify?token=x&${callback}`,
          `/api/auth/magic-link/verify?token=x&errorCallbackURL=${encodeURIComponent(elsewhere)}`,
        ]) {
          const answer = await guest.get(path)
          assert.equal(
            answer.headers.location,
            undefined,
            `${path} leads to ${answer.headers.location}`,
          )
          refused(answer, 400, 401, 403)
        }
      }
    },
  },
  {
    name: 'Strapi CVE-2023-22621',
    attack: 'writes a template, or HTML, into what mails are made of',
    exists: annSignsIn,
    async refused(people) {
      const { guest, app } = people
      const name = '{{7*7}}<%= 7*7 %>#{7*7}<img src=x onerror=alert(1)>'
      const email = 'template@example.com'
      answered(await guest.post('/api/auth/sign-up/email', { email, name, password }))
      await people.linkTo(email, /^Confirm/)
      for (const mail of app.mails.filter(({ to }) => to === email)) {
        assert.doesNotMatch(JSON.stringify(mail), /\b49\b|<img/)
      }
    },
  },
  {
    name: 'Parse Server GHSA-r3xq-68wh-gwvh',
    attack: 'uses one link to a new password many times at once',
    exists: annSignsIn,
    async refused(people) {
      const { email } = await people.join('once@example.com')
      answered(await people.guest.post('/api/auth/request-password-reset', { email }))
      const token = await resetTokenOf(people, email)
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          people.guest.post('/api/auth/reset-password', {
            token,
            newPassword: `bottle number ${index} of twenty`,
          }),
        ),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    },
  },
  {
    name: 'better-auth GHSA-7w99',
    attack: 'uses one link to sign in many times at once',
    exists: async ({ guest }) =>
      void answered(
        await guest.post('/api/auth/sign-in/magic-link', { email: 'magic@example.com' }),
      ),
    async refused({ guest, linkTo }) {
      const link = await linkTo('magic@example.com', /^Sign in/)
      const answers = await Promise.all(Array.from({ length: 20 }, () => guest.get(link)))
      const entered = answers.filter(({ headers }) =>
        String(headers['set-cookie']).includes('session='),
      )
      assert.equal(entered.length, 1)
    },
  },
  {
    name: 'Parse Server, duplicate users on concurrent sign-up',
    attack: 'makes one account many times at once',
    exists: annSignsIn,
    async refused({ guest, app }) {
      const email = 'twice@example.com'
      const body = { email, name: 'Twice', password }
      const forms = [email, 'TWICE@example.com', 'Twice@Example.com']
      await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          guest.post('/api/auth/sign-up/email', { ...body, email: forms[index % 3] }),
        ),
      )
      const made = sql`select count(*) from "users" where lower("email") = ${email}`
      assert.equal(await app.database.count(made), 1)
    },
  },
  {
    name: 'Parse Server GHSA-w54v-hf9p-8856',
    attack: 'learns from an answer whether there is an account',
    exists: annSignsIn,
    async refused({ ann, guest }) {
      const bodies: { readonly [path: string]: object } = {
        '/sign-in/email': { password: 'a wrong bottle of the moon' },
        '/sign-up/email': { password, name: 'x' },
        '/request-password-reset': {},
        '/send-verification-email': {},
        '/sign-in/magic-link': {},
        '/email-otp/send-verification-otp': { type: 'sign-in' },
        '/sign-in/email-otp': { otp: '00000000' },
      }
      for (const [path, body] of Object.entries(bodies)) {
        const known = await guest.post(`/api/auth${path}`, { ...body, email: ann.email })
        const unknown = await guest.post(`/api/auth${path}`, {
          ...body,
          email: `nobody-${path.replaceAll('/', '-')}@example.com`,
        })
        assert.equal(said(known), said(unknown), path)
      }
    },
  },
  {
    name: 'Parse Server GHSA-h29g-q5c2-9h4f',
    attack: 'learns from a change of its address whether another one is taken',
    exists: annSignsIn,
    async refused({ ann, eve }) {
      const ask = (newEmail: string): Promise<Answer> =>
        eve.browser.post('/api/auth/change-email', { newEmail })
      assert.equal(said(await ask(ann.email)), said(await ask('free@example.com')))
    },
  },
]

const strange = [
  'https://evil.example.com',
  '//evil.example.com',
  '/\\evil.example.com',
  '\\\\evil.example.com',
  '/\t/evil.example.com',
  'javascript:alert(1)',
  'http://localhost.evil.example.com',
  'http://localhost@evil.example.com',
]

export const accountFlows: AdvisoryClass<People> = {
  title: 'an account is its owner’s, whatever is sent to it',
  cases,
}
