import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type ConfigOptions, defineConfig, entity, text } from '../../language/index.ts'
import { compileAnything, sourceOf } from '../../testing/index.ts'
import { emptyLock, resolveModel } from '../index.ts'

const devices = entity('Device', { fields: { name: text() } })

function resolve(options: object) {
  const config = defineConfig({ name: 'shop', roles: ['staff'], ...options } as ConfigOptions)
  return resolveModel(sourceOf([devices], config), emptyLock(), compileAnything)
}

describe('the settings of webhooks and devices', () => {
  test('say who manages endpoints, and are not there where nothing is said', () => {
    const { model } = resolve({ webhooks: { manage: ['staff', 'admin'] } })
    assert.deepEqual(model?.webhooks, { manage: ['staff', 'admin'] })
    const plain = resolve({ push: false }).model
    assert.ok(plain && !('webhooks' in plain) && !('push' in plain))
  })

  test('name roles that there are, and options that there are', () => {
    const codes = (options: object): string[] => resolve(options).findings.map(({ code }) => code)
    assert.deepEqual(codes({ webhooks: { manage: ['stuff'] } }), ['CAM171'])
    assert.deepEqual(codes({ webhooks: {} }), ['CAM114'])
    assert.deepEqual(codes({ webhooks: { manage: [] } }), ['CAM114'])
    assert.deepEqual(codes({ webhooks: { manage: 'admin' } }), ['CAM114'])
    assert.deepEqual(codes({ webhooks: { manage: ['admin'], url: 'x' } }), ['CAM113'])
    assert.deepEqual(codes({ push: 'yes' }), ['CAM114'])
  })

  test('leave their addresses to nobody else', () => {
    const [finding] = resolve({ push: true }).findings
    assert.equal(finding?.code, 'CAM166')
    assert.match(finding.message, /\/api\/devices/)
  })
})
