import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from '../command-line/index.ts'
import { parseWebhooks } from './index.ts'

const json = false

test('what is asked of webhooks is read', () => {
  const name = 'webhooks'
  assert.deepEqual(parseWebhooks([]), { name, json, action: 'list' })
  assert.deepEqual(parseWebhooks(['list', '--json']), { name, json: true, action: 'list' })
  const url = 'https://example.com/hook'
  const events = ['--event', 'order.placed', '--event', 'order.paid']
  assert.deepEqual(parseWebhooks(['add', url, ...events, '--role', 'staff', '--as', 'ann']), {
    name,
    json,
    action: 'add',
    input: {
      url,
      events: ['order.placed', 'order.paid'],
      roles: ['staff'],
      as: 'ann',
      tenant: undefined,
      description: undefined,
    },
  })
  const rotate = parseWebhooks(['rotate', 'x', '--overlap-hours', '0'])
  assert.deepEqual(rotate, { name, json, action: 'rotate', id: 'x', overlapHours: 0 })
  const resend = parseWebhooks(['resend', 'x', 'm'])
  assert.deepEqual(resend, { name, json, action: 'resend', id: 'x', message: 'm' })
  const replay = parseWebhooks(['replay', 'x', '--failed'])
  const period = { since: undefined, until: undefined, failedOnly: true }
  assert.deepEqual(replay, { name, json, action: 'replay', id: 'x', ...period })
  assert.deepEqual(parseWebhooks(['disable', 'x']), { name, json, action: 'disable', id: 'x' })
})

test('what makes no sense is refused with what would', () => {
  const wrong: [string[], RegExp][] = [
    [['lst'], /Did you mean "list"\?/],
    [['list', 'x'], /takes nothing/],
    [['add'], /needs one address/],
    [['add', 'https://example.com/'], /needs --event/],
    [['rotate'], /needs the id/],
    [['rotate', 'x', '--overlap-hours', 'soon'], /must be a number of hours/],
    [['resend', 'x'], /of an endpoint and of a message/],
    [['replay', 'x'], /needs --since/],
    [['replay', 'x', '--since', 'yesterday'], /must be an instant/],
    [['remove', 'x', 'y'], /the id of one endpoint/],
    [['remove', 'x', '--failed'], /Unknown option/],
  ]
  for (const [args, message] of wrong) {
    const isUsage = (error: unknown): boolean =>
      error instanceof UsageError && message.test(error.message)
    assert.throws(() => parseWebhooks(args), isUsage, args.join(' '))
  }
})
