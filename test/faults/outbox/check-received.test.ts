import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkReceived } from './check-received.ts'
import { startReceiver } from './receiver.ts'

const events = (...versions: [product: string, version: number][]) =>
  versions.map(([product, version], index) => ({ id: `${index}`, product, version, tookMs: 1 }))
const stored = new Map([
  ['a', 3],
  ['b', 2],
  ['c', 1],
])

test('the check finds nothing where every change came in its order', () => {
  const came = events(['a', 2], ['b', 2], ['a', 3])
  assert.deepEqual(checkReceived(came, stored), { lost: 0, invented: 0, inverted: 0 })
})

test('the check finds what is lost, what came too late and what was never stored', () => {
  assert.equal(checkReceived(events(['a', 3], ['b', 2]), stored).lost, 1)
  assert.equal(checkReceived(events(['a', 3], ['a', 2], ['b', 2]), stored).inverted, 1)
  const invented = events(['a', 2], ['a', 3], ['a', 4], ['b', 2], ['c', 1], ['d', 2])
  assert.equal(checkReceived(invented, stored).invented, 3)
})

test('a receiver knows what came again, under the same id and under another one', async () => {
  const receiver = await startReceiver('good')
  const send = async (id: string, version: number): Promise<void> => {
    const data = { id: 'a', record: { version } }
    const body = JSON.stringify({ timestamp: new Date().toISOString(), data })
    await fetch(receiver.url, { method: 'POST', body, headers: { 'webhook-id': id } })
  }
  await send('1', 2)
  await send('1', 2)
  await send('2', 2)
  await send('3', 3)
  assert.deepEqual(
    receiver.received.map(({ id, version }) => [id, version]),
    [
      ['1', 2],
      ['3', 3],
    ],
  )
  assert.deepEqual([receiver.repeated, receiver.doubled], [1, 1])
  await receiver.close()
})
