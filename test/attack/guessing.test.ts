import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createPerson, type Instances, type Sent, send, startInstances } from './instances/index.ts'

/** Guesses on one account, and mails to one network, in a quarter of an hour. */
const most = { guesses: 10, mails: 30 }

describe('whoever guesses at two processes', () => {
  let instances: Instances
  before(async () => {
    instances = await startInstances()
  })
  after(() => instances.close())

  /** How many of the requests were looked at, and not refused for their number. */
  const lookedAt = async (requests: readonly Sent[]): Promise<number> => {
    const answers = await Promise.all(
      requests.map((sent, index) => send(instances.origins[index % 2 === 0 ? 0 : 1], sent)),
    )
    assert.ok(answers.every(({ status }) => status < 500 || status === 503))
    const count = answers.filter(({ status }) => status !== 429 && status !== 503).length
    assert.ok(count > 0, 'none was looked at')
    return count
  }

  test('has ten guesses on an account, all at once, by whatever route, name and header', async () => {
    const { email } = await createPerson(instances.origins[0], instances.database)
    const names = [email, email.toUpperCase(), ` ${email} `, email.replace('p', 'P')]
    const requests = Array.from({ length: 80 }, (_, index): Sent => {
      const named = names[index % names.length]
      const isCode = index % 3 === 2
      return {
        method: 'POST',
        path: isCode ? '/api/auth/sign-in/email-otp' : '/api/auth/sign-in/email',
        body: isCode
          ? { email: named, otp: String(10_000_000 + index) }
          : { email: named, password: `a wrong bottle ${index}`, username: `other${index}` },
        headers: {
          'x-forwarded-for': `203.0.113.${index}`,
          'x-real-ip': `198.51.100.${index}`,
          'user-agent': `browser ${index}`,
        },
      }
    })
    assert.ok((await lookedAt(requests)) <= most.guesses)
    // The right one comes too late.
    const body = { email, password: 'blue bottle lifts the moon' }
    for (const origin of instances.origins) {
      const late = await send(origin, {
        method: 'POST',
        path: '/api/auth/sign-in/email',
        body,
        headers: { 'x-forwarded-for': '192.0.2.77' },
      })
      assert.equal(late.status, 429, late.text)
    }
  })

  test('is one network with all addresses of IPv6 that differ in their last half', async () => {
    const requests = Array.from(
      { length: 3 * most.mails },
      (_, index): Sent => ({
        method: 'POST',
        path: '/api/auth/request-password-reset',
        body: { email: `nobody${index}@example.com` },
        headers: { 'x-forwarded-for': `2001:db8:1:2:${index.toString(16)}::${index + 1}` },
      }),
    )
    // Each process counts addresses for itself.
    assert.ok((await lookedAt(requests)) <= 2 * most.mails)
  })

  test('is not believed to come from elsewhere by what it writes in front of the proxy', async () => {
    const requests = Array.from(
      { length: 3 * most.mails },
      (_, index): Sent => ({
        method: 'POST',
        path: '/api/auth/request-password-reset',
        body: { email: `somebody${index}@example.com` },
        headers: {
          'x-forwarded-for': `203.0.113.${index}, 198.51.100.7`,
          forwarded: `for=10.0.0.${index}`,
        },
      }),
    )
    assert.ok((await lookedAt(requests)) <= 2 * most.mails)
  })
})
