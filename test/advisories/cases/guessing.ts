import assert from 'node:assert/strict'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import { clientOf } from '../fixture/client.ts'
import { answered, refused } from '../fixture/expect.ts'
import { type People, password } from '../fixture/people.ts'

const wrong = 'a wrong bottle of the moon'
/** Guesses on one account in a quarter of an hour. */
const most = 10

/** A member whose password is guessed at, known to nobody else. */
async function targetOf(people: People, email: string): Promise<void> {
  answered(await people.signIn((await people.join(email)).email, password))
}

/** Guesses until it is refused to guess: how often that went. */
async function guessesUntilRefused(
  guess: (index: number) => Promise<{ status: number }>,
): Promise<number> {
  for (let index = 0; index < 2 * most; index++) {
    if ((await guess(index)).status === 429) return index
  }
  return assert.fail('guessing is never refused')
}

const cases: readonly Advisory<People>[] = [
  {
    name: 'Strapi CVE-2025-64526',
    attack: 'has its guesses forgotten by naming another account where it may',
    exists: (people) => targetOf(people, 'first@example.com'),
    async refused({ eve, signIn }) {
      const email = 'first@example.com'
      let current = password
      const count = await guessesUntilRefused(async (index) => {
        if (index % 4 === 3) {
          const newPassword = `eve changes it ${index} times`
          const body = { currentPassword: current, newPassword, email }
          answered(await eve.browser.post('/api/auth/change-password', body))
          current = newPassword
        }
        return signIn(email, wrong)
      })
      assert.ok(count <= most, `${count} guesses`)
    },
  },
  {
    name: 'Strapi CVE-2025-64526',
    attack: 'counts as another account each time, by what it writes into the body',
    exists: (people) => targetOf(people, 'second@example.com'),
    async refused({ guest }) {
      const count = await guessesUntilRefused((index) =>
        guest.post('/api/auth/sign-in/email', {
          email: ['second@example.com', 'SECOND@example.com', 'Second@Example.Com'][index % 3],
          password: wrong,
          username: `other${index}`,
          key: index,
        }),
      )
      assert.ok(count <= most, `${count} guesses`)
    },
  },
  {
    name: 'Parse Server GHSA-vm5r-c87r-pf6x',
    attack: 'comes from another address each time, by a header',
    exists: (people) => targetOf(people, 'third@example.com'),
    async refused({ origin }) {
      const count = await guessesUntilRefused((index) =>
        clientOf(origin, {
          'x-forwarded-for': `203.0.113.${index}`,
          'x-real-ip': `203.0.113.${index}`,
          forwarded: `for=203.0.113.${index}`,
          'x-cambium-address': `203.0.113.${index}`,
          'cf-connecting-ip': `203.0.113.${index}`,
        }).post('/api/auth/sign-in/email', { email: 'third@example.com', password: wrong }),
      )
      assert.ok(count <= most, `${count} guesses`)
    },
  },
  {
    name: 'Parse Server GHSA-775h-3xrc-c228',
    attack: 'guesses in a batch',
    exists: (people) => targetOf(people, 'fourth@example.com'),
    async refused({ eve }) {
      const body = { email: 'fourth@example.com', password }
      for (const path of ['/api/auth/sign-in/email', '/api/%61uth/sign-in/email']) {
        const operations = Array.from({ length: 50 }, () => ({ method: 'POST', path, body }))
        refused(await eve.byToken.post('/api/batch', { operations }), 404)
      }
    },
  },
  {
    name: 'Parse Server GHSA-mmpq-5hcv-hf2v',
    attack: 'guesses the password once more from inside a session that it stole',
    async exists({ ann }) {
      answered(await ann.browser.get('/api/notes'))
    },
    async refused({ ann }) {
      const count = await guessesUntilRefused((index) =>
        ann.browser.post('/api/auth/change-password', {
          currentPassword: `${wrong} ${index}`,
          newPassword: 'the new bottle of the moon',
          email: `other${index}@example.com`,
        }),
      )
      assert.ok(count <= most, `${count} guesses`)
    },
  },
  {
    name: 'Parse Server GHSA-jpq4-7fmq-q5fj',
    attack: 'guesses a code that was mailed',
    exists: async ({ guest }) =>
      void answered(
        await guest.post('/api/auth/email-otp/send-verification-otp', {
          email: 'code@example.com',
          type: 'sign-in',
        }),
      ),
    async refused({ guest }) {
      const count = await guessesUntilRefused((index) =>
        guest.post('/api/auth/sign-in/email-otp', {
          email: 'code@example.com',
          otp: String(10_000_000 + index),
        }),
      )
      assert.ok(count <= most, `${count} guesses`)
    },
  },
  {
    name: 'Strapi CVE-2025-64526',
    attack: 'has mail sent to somebody without end, by any way that sends some',
    exists: (people) => targetOf(people, 'fifth@example.com'),
    async refused({ guest, eve }) {
      const email = 'fifth@example.com'
      const ways = [
        () => guest.post('/api/auth/request-password-reset', { email }),
        () => guest.post('/api/auth/sign-in/magic-link', { email }),
        () => eve.browser.post('/api/auth/change-email', { newEmail: email, email: 'x@y.example' }),
      ]
      const count = await guessesUntilRefused((index) => ways[index % 3]?.() ?? assert.fail())
      assert.ok(count <= 5, `${count} mails`)
    },
  },
]

export const guessing: AdvisoryClass<People> = {
  title: 'who guesses does not choose what is counted',
  cases,
}
