import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { createOutbound, OutboundError } from '../outbound/index.ts'
import { createApns } from './apns/index.ts'
import { createFcm } from './fcm.ts'
import { type Answered, createBrowser, startHttp2Service, startService } from './fixture/index.ts'
import type { PushMessage } from './push-message.ts'
import { createVapidKeys, createWebPush } from './web-push.ts'

const message: PushMessage = {
  title: 'Your order is on its way',
  body: 'Grüße',
  url: '/orders/1',
  data: { order: '1' },
  badge: 3,
  tag: 'order-1',
  ttlSeconds: 60,
  urgency: 'high',
}
const id = '019aa0c0-0000-7000-8000-000000000001'

/** The header of a VAPID token, checked with the key that comes with it. */
async function vapidClaims(authorization: string, audience: string): Promise<string | undefined> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? []
  const point = Buffer.from(key, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), { audience })
  return payload.sub
}

describe('web push', () => {
  test('sends what only the browser can read, signed for its push service', async () => {
    const service = await startService(() => ({ status: 201 }))
    const outbound = createOutbound({ allow: [service.host] })
    const vapid = { ...(await createVapidKeys()), subject: 'mailto:shop@example.com' }
    const browser = createBrowser()
    const carrier = createWebPush({ outbound, vapid })
    const target = { way: 'web', token: `${service.origin}/send/abc`, keys: browser.keys } as const
    assert.deepEqual(await carrier.send(target, message, { id }), { is: 'sent' })
    const [seen] = service.received
    assert.ok(seen)
    assert.equal(seen.path, '/send/abc')
    assert.equal(seen.headers['content-encoding'], 'aes128gcm')
    assert.equal(seen.headers.ttl, '60')
    assert.equal(seen.headers.urgency, 'high')
    assert.equal(seen.headers.topic, 'order-1')
    assert.ok(!seen.body.includes('order'))
    const { title, body, url, data } = message
    assert.deepEqual(JSON.parse(browser.decrypt(seen.body)), { title, body, url, data })
    const claimed = await vapidClaims(String(seen.headers.authorization), service.origin)
    assert.equal(claimed, vapid.subject)
    outbound.close()
    await service.close()
  })

  test('reaches no push service of this machine or network that was not allowed', async () => {
    const service = await startService(() => ({ status: 201 }))
    const vapid = { ...(await createVapidKeys()), subject: 'mailto:shop@example.com' }
    const carrier = createWebPush({ outbound: createOutbound(), vapid })
    const token = `${service.origin.replace('http', 'https')}/send`
    const target = { way: 'web', token, keys: createBrowser().keys } as const
    await assert.rejects(carrier.send(target, message, { id }), OutboundError)
    assert.equal(service.received.length, 0)
    await service.close()
  })

  test('tells a browser that is gone from one that is to be tried again, and from a refusal', async () => {
    const answers: Answered[] = [
      { status: 410 },
      { status: 404 },
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503 },
      { status: 403 },
    ]
    const service = await startService(() => answers.shift() ?? { status: 500 })
    const outbound = createOutbound({ allow: [service.host] })
    const vapid = { ...(await createVapidKeys()), subject: 'mailto:shop@example.com' }
    const carrier = createWebPush({ outbound, vapid })
    const target = { way: 'web', token: service.origin, keys: createBrowser().keys } as const
    const said: unknown[] = []
    for (let round = 0; round < 5; round++) {
      const outcome = await carrier.send(target, message, { id })
      said.push('afterMs' in outcome ? [outcome.is, outcome.afterMs] : outcome.is)
    }
    assert.deepEqual(said, ['gone', 'gone', ['later', 7_000], ['later', undefined], 'refused'])
    const large = { ...message, body: 'x'.repeat(5_000) }
    assert.equal((await carrier.send(target, large, { id })).is, 'refused')
    assert.equal(service.received.length, 5)
    outbound.close()
    await service.close()
  })
})

describe('FCM', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const account = (origin: string) => ({
    project_id: 'shop-1',
    client_email: 'push@shop-1.example.com',
    private_key: privateKey,
    private_key_id: 'key-1',
    token_uri: `${origin}/token`,
  })

  test('asks for a token once with a signed assertion, and sends with it', async () => {
    let tokens = 0
    const service = await startService(({ path }) =>
      path === '/token'
        ? { status: 200, body: { access_token: `token-${++tokens}`, expires_in: 3_600 } }
        : { status: 200, body: { name: 'projects/shop-1/messages/1' } },
    )
    const outbound = createOutbound({ allow: [service.host] })
    const clock = { now: Date.now() }
    const { origin } = service
    const now = (): number => clock.now
    const carrier = createFcm({ outbound, account: account(origin), origin, now })
    const target = { way: 'fcm', token: 'device-token' } as const
    const sent = await Promise.all([1, 2, 3].map(() => carrier.send(target, message, { id })))
    assert.deepEqual(sent, [{ is: 'sent' }, { is: 'sent' }, { is: 'sent' }])
    assert.equal(tokens, 1)
    clock.now += 3_550_000
    await carrier.send(target, message, { id })
    assert.equal(tokens, 2)
    const asked = service.received.find(({ path }) => path === '/token')
    const form = new URLSearchParams(asked?.body.toString())
    assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    const assertion = form.get('assertion') ?? ''
    assert.equal(decodeProtectedHeader(assertion).alg, 'RS256')
    const { payload } = await jwtVerify(assertion, createPublicKey(privateKey), {
      audience: `${service.origin}/token`,
      issuer: 'push@shop-1.example.com',
    })
    assert.equal(payload.scope, 'https://www.googleapis.com/auth/firebase.messaging')
    assert.equal(Number(payload.exp) - Number(payload.iat), 3_600)
    const post = service.received.find(({ path }) => path.endsWith(':send'))
    assert.equal(post?.path, '/v1/projects/shop-1/messages:send')
    assert.equal(post?.headers.authorization, 'Bearer token-1')
    assert.deepEqual(JSON.parse(String(post?.body)), {
      message: {
        token: 'device-token',
        notification: { title: message.title, body: message.body },
        data: { order: '1', url: '/orders/1' },
        android: { priority: 'HIGH', ttl: '60s', collapse_key: 'order-1' },
        apns: { payload: { aps: { badge: 3 } } },
      },
    })
    outbound.close()
    await service.close()
  })

  test('takes a new token when one is withdrawn, and forgets devices only where they are gone', async () => {
    let tokens = 0
    const unregistered = {
      error: { status: 'NOT_FOUND', details: [{ '@type': 'x', errorCode: 'UNREGISTERED' }] },
    }
    const answers: Answered[] = [
      { status: 401 },
      { status: 200 },
      { status: 404, body: unregistered },
      { status: 404, body: { error: { status: 'NOT_FOUND' } } },
      { status: 400, body: { error: { status: 'INVALID_ARGUMENT' } } },
      { status: 429, headers: { 'retry-after': '60' } },
    ]
    const service = await startService(({ path }) => {
      if (path !== '/token') return answers.shift() ?? { status: 500 }
      return { status: 200, body: { access_token: `token-${++tokens}`, expires_in: 3_600 } }
    })
    const outbound = createOutbound({ allow: [service.host] })
    const { origin } = service
    const carrier = createFcm({ outbound, account: account(origin), origin })
    const outcomes: string[] = []
    for (let round = 0; round < 5; round++) {
      outcomes.push((await carrier.send({ way: 'fcm', token: 't' }, message, { id })).is)
    }
    assert.deepEqual(outcomes, ['sent', 'gone', 'refused', 'refused', 'later'])
    assert.equal(tokens, 2)
    outbound.close()
    await service.close()
  })

  test('asks again for a token that it was not given', async () => {
    let asked = 0
    const service = await startService(({ path }) => {
      if (path !== '/token') return { status: 200 }
      return ++asked === 1
        ? { status: 503 }
        : { status: 200, body: { access_token: 't', expires_in: 3_600 } }
    })
    const outbound = createOutbound({ allow: [service.host] })
    const { origin } = service
    const carrier = createFcm({ outbound, account: account(origin), origin })
    const target = { way: 'fcm', token: 't' } as const
    await assert.rejects(carrier.send(target, message, { id }), /no access token: 503/)
    assert.deepEqual(await carrier.send(target, message, { id }), { is: 'sent' })
    outbound.close()
    await service.close()
  })
})

describe('APNs', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const settings = {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    keyId: 'KEY1234567',
    teamId: 'TEAM123456',
    topic: 'com.example.shop',
  }
  const token = 'ab'.repeat(32)
  const target = { way: 'apns', token } as const

  test('sends over one connection, with a token signed for the team', async () => {
    const service = await startHttp2Service(() => ({ status: 200 }))
    const outbound = createOutbound({ allow: [service.host] })
    const clock = { now: Date.now() }
    const { origin } = service
    const carrier = createApns({ outbound, settings, origin, now: () => clock.now })
    const sent = await Promise.all([1, 2, 3].map(() => carrier.send(target, message, { id })))
    assert.deepEqual(sent, [{ is: 'sent' }, { is: 'sent' }, { is: 'sent' }])
    clock.now += 41 * 60_000
    await carrier.send(target, message, { id })
    const [first, second, , last] = service.received
    assert.ok(first && second && last)
    assert.equal(first.method, 'POST')
    assert.equal(first.path, `/3/device/${token}`)
    assert.equal(first.headers['apns-topic'], 'com.example.shop')
    assert.equal(first.headers['apns-push-type'], 'alert')
    assert.equal(first.headers['apns-priority'], '10')
    assert.equal(first.headers['apns-collapse-id'], 'order-1')
    assert.equal(first.headers['apns-id'], id)
    const expires = Math.floor(clock.now / 1_000) - 41 * 60 + 60
    assert.equal(first.headers['apns-expiration'], String(expires))
    assert.deepEqual(JSON.parse(first.body.toString()), {
      order: '1',
      url: '/orders/1',
      aps: { alert: { title: message.title, body: message.body }, sound: 'default', badge: 3 },
    })
    const [, jwt = ''] = /^bearer (.+)$/.exec(String(first.headers.authorization)) ?? []
    const { payload, protectedHeader } = await jwtVerify(jwt, pair.publicKey)
    assert.deepEqual([protectedHeader.alg, protectedHeader.kid], ['ES256', 'KEY1234567'])
    assert.equal(payload.iss, 'TEAM123456')
    assert.equal(second.headers.authorization, first.headers.authorization)
    assert.notEqual(last.headers.authorization, first.headers.authorization)
    assert.equal(service.connections, 1)
    await carrier.close()
    await service.close()
  })

  test('says that a device is gone, and tells that from what is to be tried again', async () => {
    const answers: Answered[] = [
      { status: 410, body: { reason: 'Unregistered', timestamp: 1 } },
      { status: 400, body: { reason: 'BadDeviceToken' } },
      { status: 400, body: { reason: 'PayloadTooLarge' } },
      { status: 429, body: { reason: 'TooManyRequests' }, headers: { 'retry-after': '5' } },
      { status: 503, body: { reason: 'ServiceUnavailable' } },
      { status: 403, body: { reason: 'ExpiredProviderToken' } },
      { status: 200 },
    ]
    const service = await startHttp2Service(() => answers.shift())
    const outbound = createOutbound({ allow: [service.host] })
    const carrier = createApns({ outbound, settings, origin: service.origin })
    const outcomes: string[] = []
    for (let round = 0; round < 6; round++) {
      outcomes.push((await carrier.send(target, message, { id })).is)
    }
    assert.deepEqual(outcomes, ['gone', 'gone', 'refused', 'later', 'later', 'sent'])
    assert.equal(service.received.length, 7)
    await carrier.close()
    await service.close()
  })

  test('goes on over a new connection after a goodbye, a lost one, and a refused stream', async () => {
    const refuse = { left: 0 }
    const service = await startHttp2Service((_request, stream) => {
      if (refuse.left-- <= 0) return { status: 200 }
      stream.close(7)
      return undefined
    })
    const outbound = createOutbound({ allow: [service.host] })
    const carrier = createApns({ outbound, settings, origin: service.origin })
    assert.equal((await carrier.send(target, message, { id })).is, 'sent')
    service.goAway()
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal((await carrier.send(target, message, { id })).is, 'sent')
    assert.equal(service.connections, 2)
    refuse.left = 1
    assert.equal((await carrier.send(target, message, { id })).is, 'sent')
    await carrier.close()
    assert.equal((await carrier.send(target, message, { id })).is, 'sent')
    assert.equal(service.connections, 3)
    await carrier.close()
    await service.close()
    await assert.rejects(carrier.send(target, message, { id }), OutboundError)
  })

  test('is cut off where it leads inside, and given up when asked to', async () => {
    const service = await startHttp2Service(() => undefined)
    const inside = service.origin.replace('http:', 'https:')
    const closed = createApns({ outbound: createOutbound(), settings, origin: inside })
    await assert.rejects(closed.send(target, message, { id }), { fault: 'refused' })
    assert.equal(service.connections, 0)
    const outbound = createOutbound({ allow: [service.host] })
    const carrier = createApns({ outbound, settings, origin: service.origin })
    const giveUp = new AbortController()
    setTimeout(() => giveUp.abort(), 50)
    const sending = carrier.send(target, message, { id, signal: giveUp.signal })
    await assert.rejects(sending, { fault: 'aborted' })
    await carrier.close()
    await service.close()
  })
})
