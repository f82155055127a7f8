import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { printModel } from '../print/index.ts'
import type { SourceColumn, SourceTable, SourceType } from '../source/index.ts'
import {
  countedId,
  sourceColumn,
  sourceReference,
  sourceSchema,
  sourceTable,
  sourceTypes,
} from '../testing/index.ts'
import { designImport } from './design-import.ts'
import type { ImportDesign } from './import-design.ts'

const { integer, bigint, text, uuid, instant, boolean } = sourceTypes

const asked = {
  only: [],
  except: [],
  access: 'none',
  adopt: null,
  existing: [],
  roles: null,
  hasAccounts: false,
} as const

function designOf(...tables: SourceTable[]): Promise<ImportDesign> {
  return designImport(sourceSchema(tables), asked)
}

/** What the model file of an entity says between `fields: {` and its end. */
async function modelOf(name: string, ...tables: SourceTable[]): Promise<string> {
  const { entities } = await designOf(...tables)
  const entity = entities.find((one) => one.name === name)
  assert.ok(entity, `${name} is not among ${entities.map((one) => one.name).join(', ')}`)
  return printModel(entity, { adopted: false })
}

async function fieldOf(column: SourceColumn, more: Partial<SourceTable> = {}): Promise<string> {
  const model = await modelOf('Thing', sourceTable('things', [countedId, column], more))
  return /fields: \{\n {4}([\s\S]*?),\n {2}\}/.exec(model)?.[1] ?? model
}

const literal = (value: string | number | boolean): SourceColumn['default'] => ({
  kind: 'literal',
  value,
})

test('words that the database keeps for searching stay behind', async () => {
  const words: SourceColumn = { ...sourceColumn('words', { kind: 'other' }), native: 'tsvector' }
  const title = sourceColumn('title', text)
  const { entities, left } = await designOf(sourceTable('things', [countedId, title, words], {}))
  assert.deepEqual(
    entities[0]?.fields.map(({ name }) => name),
    ['title'],
  )
  assert.match(left[0]?.what ?? '', /things\.words$/)
  assert.match(left[0]?.suggestion ?? '', /option search/)
})

describe('a type becomes', () => {
  const cases: readonly [SourceType, string][] = [
    [{ kind: 'text', max: 50 }, 'text({ required: true, max: 50 })'],
    [{ kind: 'text', max: null }, 'text({ required: true })'],
    [{ kind: 'integer', bits: 16 }, 'int({ required: true })'],
    [{ kind: 'integer', bits: 64 }, 'bigint({ required: true })'],
    [{ kind: 'real' }, 'float({ required: true })'],
    [
      { kind: 'decimal', precision: 10, scale: 2 },
      'decimal({ required: true, precision: 10, scale: 2 })',
    ],
    [
      { kind: 'decimal', precision: null, scale: null },
      'decimal({ required: true, precision: 18, scale: 6 })',
    ],
    [
      { kind: 'decimal', precision: 38, scale: 10 },
      'decimal({ required: true, precision: 18, scale: 6 })',
    ],
    [
      { kind: 'decimal', precision: 2, scale: 5 },
      'decimal({ required: true, precision: 5, scale: 5 })',
    ],
    [{ kind: 'instant', zoned: false }, 'datetime({ required: true })'],
    [{ kind: 'json' }, 'json({ required: true })'],
    [{ kind: 'list', of: { kind: 'text', max: 9 } }, 'list(text({ max: 9 }), { required: true })'],
    [{ kind: 'list', of: { kind: 'json' } }, 'json({ required: true })'],
    [
      { kind: 'choice', name: null, values: ['a', "it's"] },
      `choice(['a', "it's"], { required: true })`,
    ],
    [{ kind: 'choice', name: null, values: ['a', ''] }, 'text({ required: true })'],
    [{ kind: 'bytes' }, 'text({ required: true, max: 1398104, writeOnly: true })'],
    [{ kind: 'other' }, 'text({ required: true })'],
    [{ kind: 'point' }, 'point({ required: true })'],
  ]
  for (const [type, field] of cases) {
    test(`${JSON.stringify(type)}: ${field}`, async () => {
      assert.equal(await fieldOf(sourceColumn('value', type)), `value: ${field}`)
    })
  }
})

describe('a default', () => {
  const cases: readonly [SourceType, SourceColumn['default'], string][] = [
    [integer, literal(3), 'int({ default: 3 })'],
    [integer, literal('3'), 'int({ default: 3 })'],
    [integer, literal('three'), 'int({ required: true })'],
    [boolean, literal(0), 'bool({ default: false })'],
    [{ kind: 'text', max: 3 }, literal('long'), 'text({ required: true, max: 3 })'],
    [
      { kind: 'choice', name: null, values: ['a', 'b'] },
      literal('b'),
      `choice(['a', 'b'], { default: 'b' })`,
    ],
    [
      { kind: 'choice', name: null, values: ['a', 'b'] },
      literal('c'),
      `choice(['a', 'b'], { required: true })`,
    ],
    [
      { kind: 'decimal', precision: 4, scale: 2 },
      literal('4.99'),
      `decimal({ precision: 4, scale: 2, default: '4.99' })`,
    ],
    [
      { kind: 'decimal', precision: 4, scale: 2 },
      literal('499.99'),
      'decimal({ required: true, precision: 4, scale: 2 })',
    ],
    [instant, { kind: 'now' }, `datetime({ default: 'now' })`],
    [text, { kind: 'now' }, 'text({ required: true })'],
    [uuid, { kind: 'uuid' }, `uuid({ default: 'uuid' })`],
    [text, { kind: 'shortId' }, 'text({ required: true })'],
    [integer, { kind: 'counter' }, 'int({ required: true })'],
    [text, { kind: 'sql', sql: 'user' }, 'text({ required: true })'],
    [{ kind: 'date' }, literal('2026-02-30'), 'date({ required: true })'],
    [bigint, literal('9007199254740993'), `bigint({ default: '9007199254740993' })`],
  ]
  for (const [type, preset, field] of cases) {
    test(`${JSON.stringify(preset)} of ${type.kind}: ${field}`, async () => {
      const column = sourceColumn('value', type, { default: preset })
      assert.equal(await fieldOf(column), `value: ${field}`)
    })
  }

  test('of a field that may be null stays behind, for rows without a value would be refused', async () => {
    const column = sourceColumn('active', boolean, { nullable: true, default: literal(true) })
    assert.equal(await fieldOf(column), 'active: bool()')
    const { notes } = await designOf(sourceTable('things', [countedId, column]))
    assert.deepEqual(
      notes.map(({ topic, what }) => [topic, what]),
      [['defaults', 'Thing.active (true)']],
    )
  })
})

describe('a check becomes', () => {
  for (const [type, sql, field] of [
    [text, "value in ('draft', 'live')", `choice(['draft', 'live'], { required: true })`],
    [integer, 'value between 1 and 5', 'int({ required: true, min: 1, max: 5 })'],
    [text, 'length(value) <= 9', 'text({ required: true, max: 9 })'],
  ] as const) {
    test(`${sql}: ${field}`, async () => {
      const checks = [{ name: null, sql }]
      assert.equal(await fieldOf(sourceColumn('value', type), { checks }), `value: ${field}`)
    })
  }

  test('a check of the model, with the name its author gave it', async () => {
    const model = await modelOf(
      'Trip',
      sourceTable(
        'trips',
        [countedId, sourceColumn('starts_at', instant), sourceColumn('ends_at', instant)],
        {
          checks: [{ name: 'ends_after_it_starts', sql: 'ends_at > starts_at' }],
        },
      ),
    )
    assert.match(model, /check: \{\n {4}'ends after it starts': \(\w+\) => .*endsAt > .*startsAt/)
  })

  test('nothing where no rule can say it, and is told with its SQL', async () => {
    const checks = [{ name: 'odd', sql: 'md5(value) = value' }]
    const { left } = await designOf(
      sourceTable('things', [countedId, sourceColumn('value', text)], { checks }),
    )
    assert.match(
      `${left[0]?.what}: ${left[0]?.suggestion}`,
      /things, check odd: .*md5\(value\) = value/,
    )
  })

  test('stronger than a default, which stays behind where it is refused', async () => {
    const column = sourceColumn('value', integer, { default: literal(9) })
    const checks = [{ name: null, sql: 'value < 5' }]
    assert.equal(await fieldOf(column, { checks }), 'value: int({ required: true, max: 4 })')
  })
})

describe('a key becomes', () => {
  for (const [column, id] of [
    [countedId, "id: 'serial'"],
    [sourceColumn('id', integer), "id: 'int'"],
    [sourceColumn('id', uuid, { default: { kind: 'uuid' } }), ''],
    [sourceColumn('id', uuid), "id: 'uuid'"],
    [sourceColumn('id', text, { default: { kind: 'shortId' } }), "id: 'nanoid'"],
    [sourceColumn('id', { kind: 'text', max: 5 }), "id: { kind: 'text', max: 5 }"],
    [sourceColumn('id', text), "id: 'text'"],
    [sourceColumn('id', { kind: 'date' }), "id: ['idValue']"],
    [sourceColumn('id', { kind: 'json' }), ''],
  ] as const) {
    test(`${column.type.kind} by ${column.default?.kind ?? 'hand'}: ${id || 'the usual one'}`, async () => {
      const model = await modelOf('Thing', sourceTable('things', [column, sourceColumn('a', text)]))
      assert.equal(/^ {2}(id: .*),$/m.exec(model)?.[1] ?? '', id)
    })
  }

  const orders = sourceTable('orders', [countedId, sourceColumn('a', text)])
  const products = sourceTable('products', [sourceColumn('code', { kind: 'text', max: 9 })], {
    primaryKey: ['code'],
  })
  const lines = sourceTable(
    'lines',
    [
      sourceColumn('order_id', bigint),
      sourceColumn('product_code', text),
      sourceColumn('count', integer),
    ],
    {
      primaryKey: ['order_id', 'product_code'],
      foreignKeys: [
        sourceReference(['order_id'], 'orders', { onDelete: 'cascade' }),
        sourceReference(['product_code'], 'products', { targetColumns: ['code'] }),
      ],
    },
  )

  test('its fields where it has several columns, and references hold them all', async () => {
    const returns = sourceTable(
      'returns',
      [countedId, sourceColumn('code', text), sourceColumn('number', bigint)],
      {
        foreignKeys: [
          sourceReference(['code', 'number'], 'lines', {
            targetColumns: ['product_code', 'order_id'],
          }),
        ],
      },
    )
    assert.match(
      await modelOf('Line', orders, products, lines, returns),
      /id: \['order', 'product'\]/,
    )
    const model = await modelOf('Return', orders, products, lines, returns)
    // numbers are kept as those they refer to, and in the order of the key
    assert.match(model, /number: int\(\{ required: true \}\),/)
    assert.match(
      model,
      /line: one\('Line', \{ fields: \['number', 'code'\], inverse: 'returns' \}\)/,
    )
  })

  test('the relation itself where one record shares the key of another', async () => {
    const passports = sourceTable(
      'passports',
      [sourceColumn('order_id', integer), sourceColumn('b', text)],
      {
        primaryKey: ['order_id'],
        foreignKeys: [sourceReference(['order_id'], 'orders')],
      },
    )
    const model = await modelOf('Passport', orders, passports)
    assert.match(model, /id: \['order'\]/)
    assert.match(
      model,
      /order: one\('Order', \{ required: true, unique: true, inverse: 'passport' \}\)/,
    )
  })

  test('a new one where there is none, and that is told', async () => {
    const { entities, notes } = await designOf(sourceTable('log', [sourceColumn('line', text)]))
    assert.deepEqual(entities[0]?.key, { kind: 'uuid7', column: null, max: null, stored: null })
    assert.match(notes[0]?.text ?? '', /no primary key/)
  })

  test('enough for an entity: its id is shown under another name', async () => {
    assert.match(
      await modelOf('Thing', sourceTable('things', [countedId])),
      /label: computed\(int\(\), \(row\) => row\.id\)/,
    )
  })
})

describe('a reference', () => {
  const users = sourceTable('users', [countedId, sourceColumn('email', text)], {
    uniques: [{ name: null, columns: ['email'] }],
  })

  test('that is unique leads to one record from both sides', async () => {
    const profiles = sourceTable('profiles', [countedId, sourceColumn('user_id', integer)], {
      uniques: [{ name: null, columns: ['user_id'] }],
      foreignKeys: [sourceReference(['user_id'], 'users')],
    })
    assert.match(
      await modelOf('Profile', users, profiles),
      /one\('User', \{ required: true, unique: true, inverse: 'profile' \}\)/,
    )
  })

  for (const [nullable, onDelete, options] of [
    [false, 'cascade', "required: true, inverse: 'posts', onDelete: 'cascade'"],
    [false, 'restrict', "required: true, inverse: 'posts'"],
    [false, 'setNull', "required: true, inverse: 'posts'"],
    [true, 'setNull', "inverse: 'posts'"],
    [true, 'noAction', "inverse: 'posts', onDelete: 'restrict'"],
    [true, 'setDefault', "inverse: 'posts', onDelete: 'restrict'"],
  ] as const) {
    test(`${nullable ? 'that may be null' : 'that must be there'}, ${onDelete}: { ${options} }`, async () => {
      const posts = sourceTable(
        'posts',
        [countedId, sourceColumn('user_id', integer, { nullable })],
        {
          foreignKeys: [sourceReference(['user_id'], 'users', { onDelete })],
        },
      )
      assert.ok((await modelOf('Post', users, posts)).includes(`user: one('User', { ${options} })`))
    })
  }

  test('in a circle of entities that need each other may be empty once, and that is told', async () => {
    const stores = sourceTable(
      'stores',
      [countedId, sourceColumn('manager_id', integer), sourceColumn('parent_id', integer)],
      {
        foreignKeys: [
          sourceReference(['manager_id'], 'staff'),
          sourceReference(['parent_id'], 'stores'),
        ],
      },
    )
    const staff = sourceTable('staff', [countedId, sourceColumn('store_id', integer)], {
      foreignKeys: [sourceReference(['store_id'], 'stores')],
    })
    assert.match(await modelOf('Staff', stores, staff), /store: one\('Store', \{ required: true/)
    const model = await modelOf('Store', stores, staff)
    assert.match(model, /manager: one\('Staff', \{ inverse: 'stores', onDelete: 'restrict' \}\)/)
    assert.match(model, /parent: one\('Store', \{ inverse: 'children', onDelete: 'restrict' \}\)/)
    const { notes } = await designOf(stores, staff)
    assert.deepEqual(notes.map(({ what }) => what).sort(), ['Store.manager', 'Store.parent'])
  })

  test('to something else than a key stays a field, and that is told', async () => {
    const posts = sourceTable('posts', [countedId, sourceColumn('email', text)], {
      foreignKeys: [sourceReference(['email'], 'users', { targetColumns: ['email'] })],
    })
    const { entities, notes } = await designOf(users, posts)
    assert.equal(entities[1]?.fields[0]?.kind, 'text')
    assert.match(notes[0]?.text ?? '', /a field and no relation, for it refers to users\.email/)
  })
})

describe('pairs of references', () => {
  const tables = ['products', 'tags'].map((name) =>
    sourceTable(name, [countedId, sourceColumn('a', text)]),
  )
  const pairs = (name: string, more: SourceColumn[] = []): SourceTable =>
    sourceTable(
      name,
      [sourceColumn('product_id', integer), sourceColumn('tag_id', integer), ...more],
      {
        primaryKey: ['product_id', 'tag_id'],
        foreignKeys: [
          sourceReference(['product_id'], 'products'),
          sourceReference(['tag_id'], 'tags'),
        ],
      },
    )

  test('are a many-to-many relation of the side that the table names first', async () => {
    assert.match(
      await modelOf('Product', ...tables, pairs('products_tags')),
      /tags: manyToMany\('Tag', \{ inverse: 'products' \}\)/,
    )
    assert.match(
      await modelOf('Tag', ...tables, pairs('tag_products')),
      /products: manyToMany\('Product', \{ inverse: 'tags' \}\)/,
    )
  })

  test('keep their order', async () => {
    const model = await modelOf(
      'Product',
      ...tables,
      pairs('products_tags', [sourceColumn('position', integer)]),
    )
    assert.match(model, /manyToMany\('Tag', \{ inverse: 'products', ordered: true \}\)/)
  })

  test('lose the time of a link, and that is told', async () => {
    const at = sourceColumn('created_at', instant, { default: { kind: 'now' } })
    const { left } = await designOf(...tables, pairs('products_tags', [at]))
    assert.equal(left[0]?.what, 'products_tags.created_at')
  })

  test('with more to say are an entity, and the relation goes through it', async () => {
    const more = pairs('products_tags', [sourceColumn('weight', integer)])
    assert.match(
      await modelOf('Product', ...tables, more),
      /tags: manyToMany\('Tag', \{ inverse: 'products', through: 'ProductsTag' \}\)/,
    )
    assert.match(
      await modelOf('ProductsTag', ...tables, more),
      /weight: int\(\{ required: true \}\)/,
    )
  })

  test('of one entity have two ends', async () => {
    const follows = sourceTable(
      'follows',
      [sourceColumn('follower_id', integer), sourceColumn('followee_id', integer)],
      {
        primaryKey: ['follower_id', 'followee_id'],
        foreignKeys: [
          sourceReference(['follower_id'], 'products'),
          sourceReference(['followee_id'], 'products'),
        ],
      },
    )
    assert.match(
      await modelOf('Product', ...tables, follows),
      /followees: manyToMany\('Product', \{ inverse: 'followers' \}\)/,
    )
  })
})

describe('an entity', () => {
  test('hides what nobody should read, and accepts it where it must be given', async () => {
    const model = await modelOf(
      'Login',
      sourceTable('logins', [
        countedId,
        ...['password', 'reset_token', 'api_key'].map((name) =>
          sourceColumn(name, text, { nullable: name !== 'password' }),
        ),
        sourceColumn('token_count', integer),
      ]),
    )
    assert.match(model, /password: text\(\{ required: true, writeOnly: true \}\)/)
    assert.match(model, /resetToken: text\(\{ hidden: true \}\)/)
    assert.match(model, /apiKey: text\(\{ hidden: true \}\)/)
    assert.match(model, /tokenCount: int\(\{ required: true \}\)/)
  })

  test('keeps both times, one of them or none', async () => {
    const now = { default: { kind: 'now' } } as const
    const table = (...columns: SourceColumn[]): SourceTable =>
      sourceTable('things', [countedId, sourceColumn('a', text), ...columns])
    const times = async (...columns: SourceColumn[]): Promise<string> =>
      /timestamps: (.*),/.exec(await modelOf('Thing', table(...columns)))?.[1] ?? ''
    const created = sourceColumn('created_at', instant, now)
    assert.equal(
      await times(created, sourceColumn('updatedAt', instant, { isUpdateTime: true })),
      '',
    )
    assert.equal(await times(created), "{ createdAt: 'created_at' }")
    assert.equal(await times(sourceColumn('created_at', instant, { nullable: true })), 'false')
  })

  test('called User signs nobody in by itself, and what would is told', async () => {
    const table = sourceTable('users', [countedId, sourceColumn('email', { kind: 'email' })])
    assert.doesNotMatch(await modelOf('User', table), /auth/)
    const { notes } = await designOf(table)
    assert.match(
      notes.map((note) => note.text).join(),
      /auth: \{ identifiers: \['email'\] \} in src\/users\/user\.model\.ts/,
    )
  })

  test('of accounts signs in where its source says so', async () => {
    const table = sourceTable(
      '_User',
      [
        sourceColumn('objectId', text),
        sourceColumn('email', text),
        sourceColumn('verified', boolean),
        sourceColumn('_hashed_password', { kind: 'passwordHash' }),
      ],
      {
        entity: 'User',
        primaryKey: ['objectId'],
        accounts: { email: 'email', emailVerified: 'verified' },
      },
    )
    const model = await modelOf('User', table)
    assert.match(
      model,
      /email: email\(\{ required: true, unique: true, lower: true, trim: true \}\)/,
    )
    assert.match(model, /auth: \{ identifiers: \['email'\], methods: \['password'\] \}/)
    assert.doesNotMatch(model, /hashed|verified/i)
    const { entities } = await designOf(table)
    assert.deepEqual(
      entities[0]?.extras.map(({ property }) => property),
      ['id', 'emailVerified', 'passwordHash'],
    )
  })

  test('has the rules of its source, else those that were asked for, else none', async () => {
    const table = sourceTable('notes', [
      countedId,
      sourceColumn('a', text),
      sourceColumn('open', boolean),
    ])
    assert.doesNotMatch(await modelOf('Note', table), /access/)
    const design = await designImport(sourceSchema([table]), { ...asked, access: 'signedIn' })
    const [entity] = design.entities
    assert.ok(entity && printModel(entity, { adopted: false }).includes("read: 'signedIn',"))
    const access = {
      read: [
        { kind: 'flag', column: 'open' },
        { kind: 'role', role: 'editor' },
      ],
      create: [],
      update: [],
      delete: [],
    } as const
    const own = {
      ...table,
      access: { ...access, read: [...access.read], create: [], update: [], delete: [] },
    }
    assert.match(
      await modelOf('Note', own),
      /access: \{ read: \[\(row\) => row\.open === true, role\('editor'\)\] \}/,
    )
    assert.deepEqual((await designOf(own)).roles, ['editor'])
  })

  test('takes no part of an index that has no order, and leaves what the model cannot say', async () => {
    const index = (columns: string[], more: object = {}): SourceTable['indexes'][number] => ({
      name: 'i',
      unique: false,
      method: 'btree',
      columns: columns.map((name) => ({ name, expression: null, descending: false })),
      where: null,
      sql: null,
      ...more,
    })
    const table = sourceTable(
      'things',
      [
        countedId,
        sourceColumn('a', text),
        sourceColumn('b', text),
        sourceColumn('c', { kind: 'json' }),
      ],
      {
        indexes: [
          index(['a']),
          index(['a', 'b']),
          index(['c']),
          index(['b'], { where: 'b is not null' }),
          index(['a'], { method: 'gin' }),
        ],
      },
    )
    const model = await modelOf('Thing', table)
    assert.match(model, /a: text\(\{ required: true, index: true \}\)/)
    assert.match(model, /indexes: \[index\('a', 'b'\)\]/)
    assert.equal((await designOf(table)).left.length, 3)
  })
})
