import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AppError, type ErrorCode } from '../../errors/index.ts'
import { mapSqliteError } from './errors.ts'

const statement = { text: 'insert into "a" default values', columns: null, reads: false }

/** An error as node:sqlite throws it. */
const thrown = (errcode: number): Error =>
  Object.assign(new Error('said by SQLite'), { code: 'ERR_SQLITE_ERROR', errcode })

describe('what the disk does is no bug of the application', () => {
  const cases: [name: string, errcode: number, code: ErrorCode, message: RegExp][] = [
    ['busy', 5, 'unavailable', /is busy/],
    ['locked by another connection', 262, 'unavailable', /is busy/],
    ['a file that is read-only', 8, 'unavailable', /only be read/],
    ['a directory that is read-only', 1544, 'unavailable', /only be read/],
    ['a read that fails', 266, 'unavailable', /cannot be reached/],
    ['a write that fails', 778, 'unavailable', /cannot be written at the moment, only read/],
    ['a flush that fails', 1034, 'unavailable', /cannot be written/],
    ['a flush of the folder that fails', 1290, 'unavailable', /cannot be written/],
    ['a file that cannot be cut off', 1546, 'unavailable', /cannot be written/],
    ['no space for the index of the log', 4874, 'storage_full', /no space/],
    ['a full disk', 13, 'storage_full', /no space/],
    ['a damaged page', 11, 'unavailable', /cannot read what it stored/],
    ['a damaged index', 779, 'unavailable', /cannot read what it stored/],
    ['a file that is no database any more', 26, 'unavailable', /cannot read what it stored/],
    ['a file that is gone', 14, 'unavailable', /cannot be reached/],
  ]
  for (const [name, errcode, code, message] of cases) {
    test(`${name} is ${code}`, () => {
      const cause = thrown(errcode)
      const error = mapSqliteError(cause, statement)
      assert.ok(error instanceof AppError)
      assert.equal(error.code, code)
      assert.match(error.message, message)
      assert.equal(error.cause, cause, 'the log has what SQLite said')
    })
  }

  test('anything else is a bug, told with its statement to the log', () => {
    const error = mapSqliteError(thrown(1), statement)
    assert.ok(!(error instanceof AppError))
    assert.match(error.message, /said by SQLite in: insert into "a"/)
  })
})
