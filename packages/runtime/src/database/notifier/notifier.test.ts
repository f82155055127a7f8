import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readTestServer } from '../../config/index.ts'
import { AppError } from '../../errors/index.ts'
import { contractDatabases } from '../contract-databases.ts'
import { openServer } from '../server/index.ts'
import { startTcpProxy } from '../tcp-proxy.ts'
import { createNotifier, type Listener, type Notifier } from './index.ts'

interface Heard extends Listener {
  readonly payloads: string[]
  resumptions: number
}

function hear(): Heard {
  const heard: Heard = {
    payloads: [],
    resumptions: 0,
    receive: (payload) => heard.payloads.push(payload),
    resumed() {
      heard.resumptions++
    },
  }
  return heard
}

async function until(condition: () => boolean): Promise<void> {
  for (const from = Date.now(); !condition(); await wait(5)) {
    assert.ok(Date.now() - from < 5_000, 'it never happened')
  }
}

async function settled(notifier: Notifier, channel: string): Promise<void> {
  const last = hear()
  const listening = await notifier.listen(channel, last)
  await notifier.notify(channel, 'last')
  await until(() => last.payloads.includes('last'))
  await listening.stop()
}

for (const { name, open } of contractDatabases) {
  describe(`a notifier on ${name}`, () => {
    test('delivers to everybody who listens, in order, and to no other channel', async () => {
      const db = await open()
      const [one, two] = [createNotifier(db), createNotifier(db)]
      const [first, second, other] = [hear(), hear(), hear()]
      await one.listen('records', first)
      await two.listen('records', second)
      await two.listen('mail', other)
      for (const payload of ['a', 'b', "it's \u{1f333}"]) await one.notify('records', payload)
      await until(() => first.payloads.length === 3 && second.payloads.length === 3)
      assert.deepEqual(first.payloads, ['a', 'b', "it's \u{1f333}"])
      assert.deepEqual(second.payloads, first.payloads)
      assert.deepEqual(other.payloads, [])
      await Promise.all([one.close(), two.close()])
      await db.close()
    })

    test('delivers nothing after stop, and still to those who did not', async () => {
      const db = await open()
      const notifier = createNotifier(db)
      const [gone, stays] = [hear(), hear()]
      const listening = await notifier.listen('records', gone)
      await notifier.listen('records', stays)
      await listening.stop()
      await notifier.notify('records', 'a')
      await until(() => stays.payloads.length === 1)
      await settled(notifier, 'records')
      assert.deepEqual(gone.payloads, [])
      await notifier.close()
      await db.close()
    })

    test('refuses what is too large and names that are none', async () => {
      const db = await open()
      const notifier = createNotifier(db)
      await assert.rejects(
        notifier.notify('records', 'x'.repeat(8_000)),
        (error) => error instanceof AppError && error.code === 'too_large',
      )
      for (const channel of ['', 'Records', 'a"b', 'a'.repeat(64)]) {
        await assert.rejects(notifier.listen(channel, hear()), /channel is named/)
      }
      await notifier.close()
      await db.close()
    })
  })
}

const url = readTestServer()
const skip = url === undefined ? 'CAMBIUM_TEST_POSTGRES_URL is not set' : false

test('a notifier that loses its connection hears again and says so', { skip }, async () => {
  const address = new URL(url ?? '')
  const proxy = await startTcpProxy(Number(address.port))
  address.port = String(proxy.port)
  const [behind, direct] = [
    await openServer({ url: address.href }),
    await openServer({ url: url ?? '' }),
  ]
  const [listening, saying] = [createNotifier(behind), createNotifier(direct)]
  const heard = hear()
  await listening.listen('lost_and_found', heard)
  await saying.notify('lost_and_found', 'before')
  await until(() => heard.payloads.length === 1)
  proxy.become('refuse')
  await wait(300)
  await saying.notify('lost_and_found', 'missed')
  proxy.become('open')
  await until(() => heard.resumptions === 1)
  await saying.notify('lost_and_found', 'after')
  await until(() => heard.payloads.length === 2)
  assert.deepEqual(heard.payloads, ['before', 'after'])
  await Promise.all([listening.close(), saying.close()])
  await Promise.all([behind.close(), direct.close()])
  proxy.close()
})
