import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { AppError, errorCodes, isNotFound, nearestName, notFound } from './index.ts'

const page = readFileSync(new URL('../../../../docs/reference/errors.md', import.meta.url), 'utf8')

describe('the table of errors', () => {
  const documented = [...page.matchAll(/^\| `(\w+)` \| (\d{3}) \| (.+?) \|/gm)]

  test('is documented row by row, with its status and title', () => {
    const rows = Object.fromEntries(
      documented.map(([, code, status, title]) => [code, { status: Number(status), title }]),
    )
    assert.deepEqual(rows, { ...errorCodes })
  })

  test('is documented in the order of the statuses, without repetition', () => {
    const statuses = documented.map(([, , status]) => Number(status))
    assert.deepEqual(statuses, [...statuses].sort())
    assert.equal(new Set(documented.map(([, code]) => code)).size, documented.length)
  })
})

describe('a refusal', () => {
  test('has the title as its message unless it says more, and keeps its cause', () => {
    const cause = new Error('inner')
    const refusal = new AppError('conflict', { cause })
    assert.equal(refusal.message, refusal.title)
    assert.equal(refusal.status, 409)
    assert.equal(refusal.cause, cause)
    assert.equal(new AppError('invalid', { message: 'Too long' }).message, 'Too long')
  })

  test('of an unknown record is told from any other', () => {
    assert.ok(isNotFound(notFound('task', 'x')))
    assert.ok(!isNotFound(new AppError('forbidden')))
    assert.ok(!isNotFound(new Error('There is no task')))
    assert.ok(notFound('task', 'y'.repeat(10_000)).message.length < 200)
  })
})

describe('the nearest name', () => {
  test('is found for a misspelt one and not for a strange one', () => {
    assert.equal(nearestName('titel', ['title', 'status']), 'title')
    assert.equal(nearestName('colour', ['title', 'status']), undefined)
  })
})
