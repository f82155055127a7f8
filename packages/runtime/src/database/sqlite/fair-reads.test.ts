import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Statement } from '../renderer.ts'
import { createFairReads } from './fair-reads.ts'

const statement = (text: string): Statement => ({ text, columns: null, reads: true })

/** A read that holds the thread for so long. */
function holding(ms: number): () => number {
  return () => {
    const until = performance.now() + ms
    while (performance.now() < until);
    return ms
  }
}

test('quick reads run at once, one after the other', () => {
  const reads = createFairReads()
  const one = statement('one')
  for (let count = 0; count < 100; count++) assert.equal(reads.run(one, holding(0)), 0)
})

test('slow reads that come together run in turns of their own, in order', async () => {
  const reads = createFairReads()
  const slow = statement('slow')
  const events: string[] = []
  const all = Array.from({ length: 4 }, async (_, index) => {
    await reads.run(slow, holding(15))
    events.push(`read ${index}`)
  })
  let isOver = false
  const turns = (async () => {
    while (!isOver) {
      await nextTurn()
      events.push('turn')
    }
  })()
  await Promise.all(all)
  isOver = true
  await turns
  assert.deepEqual(
    events.filter((event) => event !== 'turn'),
    ['read 0', 'read 1', 'read 2', 'read 3'],
  )
  for (let index = 2; index < 4; index++) {
    const between = events.slice(
      events.indexOf(`read ${index - 1}`),
      events.indexOf(`read ${index}`),
    )
    assert.ok(between.includes('turn'), events.join(', '))
  }
})

test('a statement known to be quick does not wait behind slow ones', async () => {
  const reads = createFairReads()
  const quick = statement('quick')
  const slow = statement('slow')
  assert.equal(reads.run(quick, holding(0)), 0)
  assert.equal(reads.run(slow, holding(15)), 15)
  const waiting = reads.run(slow, holding(15))
  assert.ok(waiting instanceof Promise)
  assert.equal(reads.run(quick, holding(0)), 0)
  await waiting
})

test('what a read throws comes out', async () => {
  const reads = createFairReads()
  const broken = statement('broken')
  const fail = (): never => {
    throw new Error('no such table')
  }
  assert.throws(() => reads.run(broken, fail), /no such table/)
  assert.equal(reads.run(statement('slow'), holding(15)), 15)
  await assert.rejects(async () => reads.run(statement('new'), fail), /no such table/)
})
