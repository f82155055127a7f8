import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, test } from 'node:test'
import {
  choice,
  date,
  type EntityDefinition,
  entity,
  int,
  json,
  list,
  money,
  point,
  role,
  serialiseDefinition,
  text,
  uuid,
} from '@cambium/model'
import type { SourceLogic } from '@cambium/model/check'
import { type EmittedFile, emitProject } from '../emit/index.ts'
import { buildModel } from './index.ts'

const hashes = { storage: 's', api: 'a', policy: 'p' }
const order = entity('Order', {
  fields: { total: money() },
  access: { read: 'public' },
  events: {
    placed: { total: money(), note: text({ optional: true, max: 200 }) },
    seen: true,
    created: true,
  },
})

function source(kind: SourceLogic['kind'], file: string, options: object = {}): SourceLogic {
  const name = file
    .slice(file.lastIndexOf('/') + 1, -3)
    .replace(/-(.)/g, (_, next: string) => next.toUpperCase())
  return { kind, file: `src/${file}`, name, options: serialiseDefinition(options) }
}

const logic: SourceLogic[] = [
  source('function', 'functions/calculate-sales.ts', {
    method: 'GET',
    path: '/sales',
    doc: 'What was sold.\nWithout what was cancelled.',
    access: role('staff'),
    input: {
      since: date({ optional: true, doc: 'This day and later.' }),
      states: list(choice(['placed', 'paid']), { optional: true, max: 2 }),
    },
    output: { total: money({ min: 0 }) },
  }),
  source('function', 'functions/place.ts', {
    access: ['signedIn', { all: [role('staff', 'admin'), 'public'] }],
    input: {
      productId: uuid(),
      kind: choice(['gift', 'plain']),
      where: point({ optional: true }),
      more: json({ optional: true }),
      name: text({ trim: true, min: 1, max: 100, pii: true, deprecated: 'Nobody reads it.' }),
    },
    output: { id: uuid() },
  }),
  source('function', 'functions/list-words.ts', { access: 'public', stream: 'text' }),
  source('function', 'functions/watch.ts', { stream: 'sse', output: { n: int() } }),
  source('function', 'functions/tidy.ts', { access: 'none', transaction: false }),
  source('job', 'jobs/tidy.ts', { schedule: '@daily' }),
  source('job', 'jobs/send-bill.ts', {
    input: { orderId: uuid(), copies: int({ optional: true }) },
  }),
  source('workflow', 'workflows/fulfil-order.ts', { input: { orderId: uuid() } }),
  { ...source('handler', 'events/tell-warehouse.ts'), event: 'order.placed' },
  source('mail', 'mail/order-placed.ts'),
]

function emit(definitions: readonly EntityDefinition[], files: SourceLogic[] = []): EmittedFile[] {
  return emitProject(buildModel(definitions, { logic: files }).model, { hashes })
}

function textOf(files: readonly EmittedFile[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? ''
}

/** `UPDATE_GOLDEN=1` writes what is printed now, to be looked at. */
function golden(name: string, text: string): void {
  const path = join(import.meta.dirname, 'golden', `${name}.txt`)
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, text)
  assert.equal(text, readFileSync(path, 'utf8'))
}

describe('what is printed of logic', () => {
  const files = emit([order], logic)

  for (const [name, path] of [
    ['logic', 'src/logic.gen.ts'],
    ['functions.test', 'src/functions/functions.test.gen.ts'],
  ] as const) {
    test(`is ${path} as it stands in golden/${name}.txt`, () => golden(name, textOf(files, path)))
  }

  test('is what the application lists', () => {
    const app = textOf(files, 'src/app.gen.ts')
    golden('app', app.slice(app.indexOf('  functions: ['), app.indexOf('  allHooks')))
    assert.match(app, /import \{ tidy \} from '\.\/functions\/tidy\.ts'/)
    assert.match(app, /import \{ tidy as cambiumTidy \} from '\.\/jobs\/tidy\.ts'/)
  })

  test('is the section of functions in the policy', () => {
    const policy = textOf(files, 'policy.gen.md')
    golden('policy', policy.slice(policy.indexOf('## Functions')))
  })

  test('is each address in the OpenAPI document, and none of one that has none', () => {
    const { paths } = JSON.parse(textOf(files, 'openapi.gen.json'))
    const own = Object.entries(paths).filter(([, path]) =>
      Object.values(path as object).some(({ tags }) => tags?.[0] === 'Functions'),
    )
    golden('openapi', `${JSON.stringify(Object.fromEntries(own), null, 1)}\n`)
  })

  test('is the same for the same files in another order', () => {
    assert.deepEqual(emit([order], logic.toReversed()), files)
  })

  test('is nothing where there is nothing', () => {
    const plain = entity('Order', { fields: { total: money() } })
    const paths = emit([plain]).map(({ path }) => path)
    assert.ok(!paths.some((path) => /logic|functions/.test(path)))
    const app = textOf(emit([plain]), 'src/app.gen.ts')
    for (const word of ['functions', 'jobs', 'handlers', 'events', 'workflows', 'logic.gen'])
      assert.ok(!app.includes(word), word)
    assert.ok(!textOf(emit([plain]), 'policy.gen.md').includes('Functions'))
  })
})
