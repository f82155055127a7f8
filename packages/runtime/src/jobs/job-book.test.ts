import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StartupError } from '../errors/index.ts'
import type { InputRules } from '../schema/index.ts'
import { defineJob, type JobOptions } from './define-job.ts'
import { createJobBook, type JobBook } from './job-book.ts'

const input: InputRules = {
  fields: {
    since: { type: 'string', format: 'date' },
    email: { type: 'string', normalise: ['trim', 'lower'] },
  },
  required: ['since'],
}

function bookOf(options: JobOptions = {}, rules: InputRules = input): JobBook {
  const definition = defineJob('printSales', { ...options, run: () => undefined })
  return createJobBook([{ definition, shape: { name: 'printSales', input: rules } }])
}

test('a job is asked for with its input in its canonical form', () => {
  const message = bookOf().message('printSales', { since: '2026-01-01', email: ' ADA@X.org ' })
  assert.deepEqual(message.payload, { input: { since: '2026-01-01', email: 'ada@x.org' } })
  assert.equal(message.kind, 'job')
  assert.equal(message.lane, 'job:printSales')
})

test('input that the job cannot take is refused where it is asked for, with every reason', () => {
  const refused = (given: unknown) => () => bookOf().message('printSales', given)
  assert.throws(refused({}), /The job "printSales" cannot take this input: since /)
  assert.throws(refused({ since: 'soon', colour: 'red' }), /colour .*; since |since .*; colour /)
  assert.throws(refused('all'), /cannot take this input/)
})

test('a job that is none is refused with the nearest name', () => {
  assert.throws(
    () => bookOf().message('printSale', {}),
    /no job "printSale": did you mean "printSales"/,
  )
})

test('the options of a job hold unless who asks says otherwise', () => {
  const book = bookOf({ priority: 5, attempts: 3 })
  const plain = book.message('printSales', { since: '2026-01-01' })
  assert.deepEqual([plain.priority, plain.maxAttempts], [5, 3])
  const chosen = book.message('printSales', { since: '2026-01-01' }, { priority: 9, attempts: 1 })
  assert.deepEqual([chosen.priority, chosen.maxAttempts], [9, 1])
})

test('a unique key is one of this job', () => {
  const message = bookOf().message('printSales', { since: '2026-01-01' }, { uniqueKey: 'today' })
  assert.equal(message.uniqueKey, 'job:printSales:today')
})

test('delay and runAt keep it from running before both', () => {
  const runAt = (options: object): number =>
    Date.parse(bookOf().message('printSales', { since: '2026-01-01' }, options).runAt ?? '') -
    Date.now()
  const near = (milliseconds: number, expected: number): void =>
    assert.ok(Math.abs(milliseconds - expected) < 1_000, `${milliseconds} ms`)
  near(runAt({ delay: '5m' }), 300_000)
  near(runAt({ delay: 2_000 }), 2_000)
  near(runAt({ runAt: new Date(Date.now() + 60_000) }), 60_000)
  near(runAt({ delay: '5m', runAt: new Date(Date.now() + 60_000) }), 300_000)
  assert.throws(() => runAt({ delay: 'soon' }), /delay for the job "printSales"/)
  assert.throws(() => runAt({ runAt: 'soon' }), /soon is no instant/)
})

test('a job whose options make no sense keeps the application from starting', () => {
  const cases: [JobOptions, RegExp][] = [
    [{ timeout: 'long' }, /timeout of the job "printSales"/],
    [{ rate: 'ten' }, /rate of the job "printSales"/],
    [{ concurrency: 0 }, /concurrency of the job "printSales": 0/],
    [{ attempts: 1.5 }, /attempts of the job "printSales": 1.5/],
    [{ schedule: '0 8 * * *' }, /nobody is there to give it since/],
  ]
  for (const [options, said] of cases) {
    assert.throws(
      () => bookOf(options),
      (error) => error instanceof StartupError && said.test(error.message),
    )
  }
})

test('limits and times are read from their words', () => {
  const limits = bookOf({ concurrency: 2, rate: '10/1m', timeout: '90s' }).find('printSales')
  assert.deepEqual(limits?.limits, {
    concurrency: 2,
    perInstance: 2,
    rate: { count: 10, windowMs: 60_000 },
  })
  assert.equal(limits?.timeoutMs, 90_000)
  assert.equal(bookOf().find('printSales')?.timeoutMs, 5_000)
  assert.equal(bookOf({ transaction: false }).find('printSales')?.timeoutMs, 300_000)
})
