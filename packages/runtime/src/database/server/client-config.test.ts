import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { describe, test } from 'node:test'
import { clientConfig, describeAddress, poolSizeFor } from './client-config.ts'
import { resolveSettings } from './server-options.ts'

const configOf = (url: string) => clientConfig(resolveSettings({ url }))

describe('a connection to a server', () => {
  test('has every limit on unless told', () => {
    const config = configOf('postgres://ann@db/shop')
    assert.equal(config.connectionTimeoutMillis, 5_000)
    assert.equal(config.statement_timeout, 10_000)
    assert.equal(config.lock_timeout, 4_000)
    assert.equal(config.idle_in_transaction_session_timeout, 10_000)
    assert.equal(resolveSettings({ url: '' }).queryTimeoutMs, 12_000)
  })

  test('waits for the server a little longer than the server waits itself', () => {
    assert.equal(resolveSettings({ url: '', statementTimeoutMs: 500 }).queryTimeoutMs, 2_500)
    assert.equal(resolveSettings({ url: '', statementTimeoutMs: 0 }).queryTimeoutMs, 0)
  })

  test('takes sslmode as the programs of the server do', () => {
    const address = (query: string): string =>
      String(configOf(`postgres://ann@db/shop${query}`).connectionString)
    assert.equal(address(''), 'postgres://ann@db/shop')
    assert.match(address('?sslmode=verify-full'), /sslmode=verify-full&uselibpqcompat=true$/)
    assert.throws(() => address('?sslmode=on'), /sslmode .* "on"/)
  })

  test('is named without who signs in', () => {
    assert.equal(describeAddress('postgres://ann:secret@db/shop?sslmode=require'), 'db:5432/shop')
  })
})

test('a pool takes four connections a processor and never more than a quarter of the server', () => {
  const most = 4 * availableParallelism()
  assert.equal(poolSizeFor(10_000), most)
  assert.equal(poolSizeFor(97), Math.min(most, 24))
  assert.equal(poolSizeFor(3), 2)
})
