import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createLogger, type LoggerOptions } from './index.ts'

function logged(
  write: (log: ReturnType<typeof createLogger>) => void,
  options: Partial<LoggerOptions> = {},
): string[] {
  const lines: string[] = []
  write(
    createLogger({ level: 'info', destination: { write: (line) => lines.push(line) }, ...options }),
  )
  return lines
}

describe('the log', () => {
  test('writes one JSON object a line, with time, level, facts and message', () => {
    const [line] = logged((log) => log.child({ requestId: 'r1' }).info({ status: 200 }, 'done'))
    const { time, ...rest } = JSON.parse(line ?? '')
    assert.match(time, /^\d{4}-.*Z$/)
    assert.deepEqual(rest, { level: 'info', requestId: 'r1', status: 200, msg: 'done' })
  })

  test('leaves out what is below its level', () => {
    assert.deepEqual(
      logged((log) => log.debug('not this')),
      [],
    )
  })

  test('never holds the values of secrets, however deep, nor of names it was given', () => {
    const facts = {
      password: 'hunter2',
      request: { headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } },
      user: { email: 'hunter2', name: 'Ada' },
    }
    const [line = ''] = logged((log) => log.info(facts, 'x'), { redact: ['email'] })
    assert.ok(!line.includes('hunter2'))
    assert.ok(line.includes('Ada'))
  })

  test('holds an error with its stack and its cause', () => {
    const [line = ''] = logged((log) =>
      log.error({ err: new Error('outer', { cause: new Error('inner') }) }, 'failed'),
    )
    assert.match(line, /outer/)
    assert.match(line, /inner/)
    assert.match(line, /"stack"/)
  })
})
