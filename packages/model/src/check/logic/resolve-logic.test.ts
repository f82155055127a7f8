import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { diagnostics } from '../../diagnostics/index.ts'
import type { ModelIR } from '../../ir/index.ts'
import {
  choice,
  computed,
  date,
  entity,
  file,
  int,
  json,
  list,
  money,
  one,
  owner,
  point,
  role,
  secret,
  serialiseDefinition,
  text,
  uuid,
} from '../../language/index.ts'
import { compileAnything, sourceOf } from '../../testing/index.ts'
import { emptyLock, type ResolvedModel, resolveModel, type SourceLogic } from '../index.ts'

const settings = { cambium: 'config', options: { name: 'shop', roles: ['staff'] } }

function resolve(logic: SourceLogic[], options: object = {}): ResolvedModel {
  const order = entity('Order', { fields: { total: money() }, ...options })
  const source = { ...sourceOf([order], settings), logic }
  return resolveModel(source, emptyLock(), compileAnything)
}

function source(kind: SourceLogic['kind'], options: object, name = 'addUp'): SourceLogic {
  const folder = { function: 'functions', job: 'jobs', workflow: 'workflows', handler: 'events' }
  const file = `src/${{ ...folder, mail: 'mail' }[kind]}/add-up.ts`
  return { kind, file, name, options: serialiseDefinition(options) }
}

const ofFunction = (options: object): SourceLogic => source('function', options)
const ofJob = (options: object): SourceLogic => source('job', options)
const on = (event: string, options = {}): SourceLogic => ({ ...source('handler', options), event })

interface Case {
  about: string
  code: string
  path: string[]
  logic: SourceLogic[]
  nearest?: string
  entity?: object
}

const prefixed = (
  cases: [about: string, code: string, path: string[], logic: SourceLogic, nearest?: string][],
): Case[] =>
  cases.map(([about, code, path, logic, nearest]) => ({
    about,
    code,
    path: ['addUp', ...path],
    logic: [logic],
    ...(nearest !== undefined && { nearest }),
  }))

const sound = { input: {}, output: {} }
const cases: Case[] = [
  ...prefixed([
    ['a misspelt option', 'CAM506', ['acess'], ofFunction({ acess: 'public' }), 'access'],
    [
      'an option of jobs in a handler',
      'CAM506',
      ['schedule'],
      on('order.created', { schedule: '' }),
    ],
    ['a method that is none', 'CAM507', ['method'], ofFunction({ method: 'PUT' })],
    ['a time in words', 'CAM507', ['timeout'], ofJob({ timeout: 'five minutes' })],
    ['no attempts at all', 'CAM507', ['attempts'], ofJob({ attempts: 0 })],
    ['input that is a list', 'CAM507', ['input'], ofFunction({ input: [text()] })],
    [
      'a relation as input',
      'CAM508',
      ['input', 'order'],
      ofFunction({ input: { order: one('Order') } }),
    ],
    ['a file as input', 'CAM508', ['input', 'scan'], ofFunction({ input: { scan: file() } })],
    ['a secret as output', 'CAM508', ['output', 'key'], ofFunction({ output: { key: secret() } })],
    [
      'a formula',
      'CAM508',
      ['output', 'sum'],
      ofFunction({ output: { sum: computed(int(), () => 1) } }),
    ],
    ['a name no input can have', 'CAM508', ['input', 'a-b'], ofJob({ input: { 'a-b': int() } })],
    [
      'a name of every object',
      'CAM508',
      ['input', 'toString'],
      ofJob({ input: { toString: int() } }),
    ],
    [
      'both required and optional',
      'CAM508',
      ['input', 'a', 'optional'],
      ofJob({ input: { a: int({ required: true, optional: true }) } }),
    ],
    [
      'input that is no builder',
      'CAM115',
      ['input', 'a'],
      ofFunction({ input: { a: 'text' } }),
      'text',
    ],
    [
      'an option of columns',
      'CAM120',
      ['input', 'a', 'unique'],
      ofFunction({ input: { a: text({ unique: true }) } }),
    ],
    [
      'a default',
      'CAM120',
      ['input', 'a', 'default'],
      ofFunction({ input: { a: int({ default: 1 }) } }),
    ],
    [
      'limits that exclude each other',
      'CAM122',
      ['input', 'a', 'min'],
      ofFunction({ input: { a: int({ min: 2, max: 1 }) } }),
    ],
    [
      'choices without one',
      'CAM127',
      ['input', 'a', 'values'],
      ofFunction({ input: { a: choice([]) } }),
    ],
    [
      'JSON in a query string',
      'CAM509',
      ['input', 'a'],
      ofFunction({ method: 'GET', input: { a: json() } }),
    ],
    [
      'a place in a query string',
      'CAM509',
      ['input', 'a'],
      ofFunction({ method: 'GET', input: { a: point() } }),
    ],
    ['a path with /api', 'CAM510', ['path'], ofFunction({ path: '/API/sales' })],
    ['a path with a parameter', 'CAM510', ['path'], ofFunction({ path: '/sales/:year' })],
    ['a path that climbs', 'CAM510', ['path'], ofFunction({ path: '/../etc' })],
    ['a path without a slash', 'CAM510', ['path'], ofFunction({ path: 'sales' })],
    ['a path for nobody', 'CAM510', ['path'], ofFunction({ path: '/sales', access: 'none' })],
    ['a path of an entity', 'CAM511', ['path'], ofFunction({ path: '/orders/sales' })],
    ['a path of Cambium', 'CAM511', ['path'], ofFunction({ path: '/auth/sales' })],
    ['a rule about a row', 'CAM512', ['access'], ofFunction({ access: owner('customer') })],
    [
      'a rule that is code',
      'CAM512',
      ['access', '1'],
      ofFunction({ access: ['public', () => true] }),
    ],
    ['a misspelt rule', 'CAM512', ['access'], ofFunction({ access: 'publik' }), 'public'],
    ['an empty list of rules', 'CAM512', ['access'], ofFunction({ access: [] })],
    ['an unknown role', 'CAM171', ['access', '0'], ofFunction({ access: role('stuff') }), 'staff'],
    [
      'an unknown role in a list',
      'CAM171',
      ['access', 'all', '1', '0'],
      ofFunction({ access: { all: ['signedIn', role('stuff')] } }),
    ],
    ['a schedule in words', 'CAM513', ['schedule'], ofJob({ schedule: 'every day' })],
    [
      'an hour that is none',
      'CAM513',
      ['schedule', '1'],
      ofJob({ schedule: ['0 8 * * *', '0 25 * * *'] }),
    ],
    ['a step of nothing', 'CAM513', ['schedule'], ofJob({ schedule: '*/0 * * * *' })],
    [
      'a time zone that is none',
      'CAM513',
      ['timeZone'],
      ofJob({ schedule: '@daily', timeZone: 'Europe/Berln' }),
    ],
    ['missed slots of no schedule', 'CAM513', ['missed'], ofJob({ missed: 'all' })],
    ['a rate that is none', 'CAM513', ['rate'], ofJob({ rate: '10 a minute' })],
    ['an unknown event', 'CAM514', ['0'], on('order.placd'), 'order.placed'],
    [
      'fields of a text',
      'CAM518',
      ['output'],
      ofFunction({ stream: 'text', output: { a: int() } }),
    ],
  ]),
  {
    about: 'two functions of one address',
    code: 'CAM511',
    path: ['subtract', 'path'],
    logic: [
      ofFunction({ path: '/sums' }),
      { ...source('function', { path: '/sums' }, 'subtract'), file: 'src/functions/subtract.ts' },
    ],
  },
  {
    about: 'a job and a workflow of one name',
    code: 'CAM516',
    path: ['addUp'],
    logic: [ofJob({}), source('workflow', {})],
  },
  {
    about: 'an event that is a text',
    code: 'CAM515',
    path: ['Order', 'events', 'placed'],
    logic: [],
    entity: { events: { placed: 'yes' } },
  },
  {
    about: 'an event with a name nobody can say',
    code: 'CAM515',
    path: ['Order', 'events', '0'],
    logic: [],
    entity: { events: ['Placed!'] },
  },
  {
    about: 'a payload of what tells the record',
    code: 'CAM515',
    path: ['Order', 'events', 'created'],
    logic: [],
    entity: { events: { created: { total: money() } } },
  },
  {
    about: 'a payload that is a relation',
    code: 'CAM508',
    path: ['Order', 'events', 'placed', 'order'],
    logic: [],
    entity: { events: { placed: { order: one('Order') } } },
  },
]

describe('the checker refuses of logic', () => {
  for (const { about, code, path, logic, nearest, entity: options } of cases) {
    test(`${about} (${code} at ${path.join('.')})`, () => {
      const { findings, model } = resolve(logic, options ?? { events: ['placed'] })
      assert.deepEqual(
        findings.map((finding) => ({ code: finding.code, path: finding.path })),
        [{ code, path }],
      )
      assert.equal(model, null)
      if (nearest !== undefined) assert.equal(findings[0]?.nearest, nearest)
      const [first] = logic
      if (first !== undefined) assert.match(findings[0]?.file ?? '', /^src\//)
    })
  }

  test('every diagnostic that it gives has a case', () => {
    const given = new Set(cases.map(({ code }) => code))
    const byReader = ['CAM501', 'CAM502', 'CAM503', 'CAM504', 'CAM505', 'CAM517']
    const own = diagnostics.map(({ code }) => code).filter((code) => code.startsWith('CAM5'))
    assert.deepEqual(
      own.filter((code) => !given.has(code)),
      byReader,
    )
  })
})

describe('what is right', () => {
  const logicOf = (logic: SourceLogic[], options?: object): NonNullable<ModelIR['logic']> => {
    const { model, findings } = resolve(logic, options)
    assert.deepEqual(findings, [])
    assert.ok(model?.logic)
    return model.logic
  }

  test('a model without any has no part for it', () => {
    assert.ok(!Object.hasOwn(resolve([]).model ?? {}, 'logic'))
  })

  test('a function is a POST for the administrator under its name, unless it says otherwise', () => {
    const [one] = logicOf([ofFunction({})]).functions
    assert.equal(one?.method, 'POST')
    assert.equal(one?.path, '/functions/add-up')
    assert.equal(one?.access, null)
    assert.equal(one?.output, null)
    assert.equal(one?.transaction, true)
  })

  test('one that nobody may call has no address', () => {
    assert.equal(logicOf([ofFunction({ access: 'none' })]).functions[0]?.path, null)
  })

  test('two may share an address with different methods', () => {
    const get = {
      ...source('function', { path: '/sums', method: 'GET' }, 'sum'),
      file: 'src/functions/sum.ts',
    }
    assert.equal(logicOf([ofFunction({ path: '/sums' }), get]).functions.length, 2)
  })

  test('input must be given unless it is optional', () => {
    const input = {
      from: date(),
      to: date({ optional: true }),
      tags: list(text({ max: 9 })),
      id: uuid(),
    }
    const [one] = logicOf([ofFunction({ ...sound, input })]).functions
    assert.deepEqual(
      one?.input.map(({ name, required, nullable }) => [name, required, nullable]),
      [
        ['from', true, false],
        ['to', false, true],
        ['tags', true, false],
        ['id', true, false],
      ],
    )
  })

  test('rules are resolved as those of entities', () => {
    const access = [role('staff', 'staff'), { all: ['signedIn', role('admin')] }]
    assert.deepEqual(logicOf([ofFunction({ access })]).functions[0]?.access, {
      type: 'any',
      rules: [
        { type: 'role', roles: ['staff'] },
        { type: 'all', rules: [{ type: 'signedIn' }, { type: 'role', roles: ['admin'] }] },
      ],
    })
  })

  for (const schedule of [
    '0 8 * * *',
    '*/15 9-17 * * mon-fri',
    '0 0 1,15 jan *',
    '30 0 8 * * 7',
    '0 0 L * *',
    '0 12 * * 5#2',
    '@hourly',
  ]) {
    test(`the schedule ${schedule}`, () => {
      assert.equal(logicOf([ofJob({ schedule })]).jobs[0]?.settings.schedule, schedule)
    })
  }

  test('events have payloads where they say so', () => {
    const events = {
      placed: { total: money(), note: text({ optional: true }) },
      seen: true,
      created: true,
    }
    const { model, findings } = resolve([on('order.placed')], { events })
    assert.deepEqual(findings, [])
    const [order] = model?.entities ?? []
    assert.deepEqual(order?.events, ['placed', 'seen', 'created'])
    assert.deepEqual(
      order?.eventPayloads?.placed?.map(({ name, nullable }) => [name, nullable]),
      [
        ['total', false],
        ['note', true],
      ],
    )
    assert.deepEqual(Object.keys(order?.eventPayloads ?? {}), ['placed'])
  })
})
