import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SourceTable } from '../source/index.ts'
import {
  countedId,
  sourceColumn,
  sourceReference,
  sourceSchema,
  sourceTable,
  sourceTypes,
} from '../testing/index.ts'
import { designImport } from './design-import.ts'
import type { EntityDesign, ImportDesign } from './import-design.ts'

const { integer, text, uuid } = sourceTypes

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

async function fieldsOf(...columns: string[]): Promise<string[]> {
  const { entities } = await designOf(
    sourceTable('things', [countedId, ...columns.map((name) => sourceColumn(name, text))]),
  )
  return entities[0]?.fields.map(({ name }) => name) ?? []
}

async function namesOf(...tables: string[]): Promise<string[]> {
  const { entities } = await designOf(
    ...tables.map((name) => sourceTable(name, [countedId, sourceColumn('a', text)])),
  )
  return entities.map(({ name }) => name)
}

function entityOf({ entities }: ImportDesign, name: string): EntityDesign {
  const found = entities.find((entity) => entity.name === name)
  assert.ok(found, `${name} is not among ${entities.map((one) => one.name).join(', ')}`)
  return found
}

describe('the name of an entity', () => {
  for (const [table, name] of [
    ['order_details', 'OrderDetail'],
    ['Order Details', 'OrderDetail'],
    ['FILM_CATEGORIES', 'FilmCategory'],
    ['ProductCategories', 'ProductCategory'],
    ['people', 'Person'],
    ['Größen', 'Grossen'],
    ['2024 sales', 'Table2024Sale'],
    ['$$$', 'Table'],
    ['x', 'X'],
    ['Object', 'Object'],
    ['promise', 'Promise'],
    ['NaN', 'NaNRecord'],
  ] as const) {
    test(`of the table ${table} is ${name}`, async () => {
      assert.deepEqual(await namesOf(table), [name])
    })
  }

  test('is shared by no two of them, in no namespace', async () => {
    assert.deepEqual(await namesOf('order', 'orders', 'ORDERS'), [
      'Order',
      'OrderRecord',
      'OrderEntry',
    ])
    // the list of `New` would be where `News` is
    assert.deepEqual(await namesOf('news', 'new'), ['News', 'NewRecord'])
    assert.deepEqual(await namesOf('order', 'order_row', 'order_create'), [
      'Order',
      'OrderRowRecord',
      'OrderCreateRecord',
    ])
  })

  test('of 70 characters is cut at a word, and databases take what is called after it', async () => {
    const [name = ''] = await namesOf(
      'a_table_with_a_very_long_name_that_goes_on_and_on_and_never_seems_to_end',
    )
    assert.equal(name, 'ATableWithAVeryLongNameThatGoesOn')
  })

  test('has the schema in front where two schemas have a table of one name', async () => {
    const column = sourceColumn('a', text)
    const { entities, renamings } = await designOf(
      sourceTable('orders', [countedId, column], { schema: 'public' }),
      sourceTable('orders', [countedId, column], { schema: 'sales' }),
    )
    assert.deepEqual(
      entities.map(({ name }) => name),
      ['Order', 'SalesOrder'],
    )
    assert.match(renamings[0]?.reason ?? '', /Order and Order would share|would share the table/)
  })

  test('is kept where the source has its own, and others make room', async () => {
    const { entities } = await designOf(
      sourceTable('orders', [countedId, sourceColumn('a', text)]),
      sourceTable('bestellungen', [countedId, sourceColumn('a', text)], { entity: 'Order' }),
    )
    assert.deepEqual(
      entities.map(({ name }) => name),
      ['OrderRecord', 'Order'],
    )
  })

  test('is not User where the key has several columns', async () => {
    const { entities, renamings } = await designOf(
      sourceTable('users', [sourceColumn('a', text), sourceColumn('b', text)], {
        primaryKey: ['a', 'b'],
      }),
    )
    assert.equal(entities[0]?.name, 'UserRecord')
    assert.match(renamings[0]?.reason ?? '', /known by one value/)
  })
})

describe('the name of a field', () => {
  test('is in camel case', async () => {
    assert.deepEqual(await fieldsOf('due_at', 'FirstName', 'LAST_NAME', 'userID', 'a b'), [
      ...['dueAt', 'firstName', 'lastName', 'userId', 'aB'],
    ])
  })

  test('is another where the wanted one is reserved', async () => {
    assert.deepEqual(
      await fieldsOf('constructor', 'then', 'toString', '__proto__', 'hasRole', 'created_at'),
      [...['constructorValue', 'thenValue', 'toStringValue', 'proto', 'hasRoleValue', 'createdOn']],
    )
  })

  test('is made of the letters code can carry', async () => {
    assert.deepEqual(await fieldsOf('Größe', '2fa', '$$$', '%', "o'clock"), [
      ...['grosse', 'field2fa', 'field', 'fieldValue', 'oclock'],
    ])
  })

  test('is shared by no two of them', async () => {
    assert.deepEqual(await fieldsOf('first_name', 'firstName', 'FirstName', 'FIRST_NAME'), [
      ...['firstName', 'firstNameValue', 'firstNameValue2', 'firstNameValue3'],
    ])
  })

  test('is said with its reason where it is no obvious one', async () => {
    const { renamings } = await designOf(
      sourceTable('things', [
        countedId,
        sourceColumn('constructor', text),
        sourceColumn('due_at', text),
      ]),
    )
    assert.deepEqual(renamings, [
      {
        what: 'field',
        from: 'things.constructor',
        to: 'Thing.constructorValue',
        reason: 'every JavaScript object has a property of that name',
      },
    ])
  })
})

describe('the name of a relation', () => {
  const customers = sourceTable('customers', [countedId, sourceColumn('name', text)])
  const orders = (columns: string[], plain: string[] = []): SourceTable =>
    sourceTable(
      'orders',
      [countedId, ...[...columns, ...plain].map((name) => sourceColumn(name, integer))],
      { foreignKeys: columns.map((name) => sourceReference([name], 'customers')) },
    )
  const relationsOf = async (table: SourceTable): Promise<string[]> => {
    const { fields } = entityOf(await designOf(customers, table), 'Order')
    return fields
      .filter(({ kind }) => kind === 'one')
      .map(({ name, options }) => `${name} <- ${String(options.inverse)}`)
  }

  for (const [column, relation] of [
    ['customer_id', 'customer'],
    ['customerID', 'customer'],
    ['id_customer', 'customer'],
    ['customerid', 'customer'],
    ['customer', 'customer'],
    ['billed_to', 'billedTo'],
    ['fk_customer', 'customer'],
  ] as const) {
    test(`by the column ${column} is ${relation}`, async () => {
      assert.deepEqual(await relationsOf(orders([column])), [`${relation} <- orders`])
    })
  }

  test('gives way to a field of that name', async () => {
    assert.deepEqual(await relationsOf(orders(['customer_id'], ['customer'])), [
      'customerRecord <- orders',
    ])
  })

  test('has another end of its own where there are several', async () => {
    assert.deepEqual(await relationsOf(orders(['customer_id', 'payer_id'])), [
      'customer <- orders',
      'payer <- payerOrders',
    ])
  })

  test('of an entity to itself has children', async () => {
    const { fields } = entityOf(
      await designOf(
        sourceTable(
          'pages',
          [countedId, sourceColumn('parent_id', integer), sourceColumn('next_id', integer)],
          {
            foreignKeys: [
              sourceReference(['parent_id'], 'pages'),
              sourceReference(['next_id'], 'pages'),
            ],
          },
        ),
      ),
      'Page',
    )
    assert.deepEqual(
      fields.map(({ name, options }) => [name, options.inverse]),
      [
        ['parent', 'children'],
        ['next', 'nextPages'],
      ],
    )
  })

  test('has another end that is no field there', async () => {
    const { fields } = entityOf(
      await designOf(
        sourceTable('customers', [countedId, sourceColumn('orders', integer)]),
        orders(['customer_id']),
      ),
      'Order',
    )
    assert.equal(fields[0]?.options.inverse, 'ordersByCustomer')
  })

  test('that the source names is kept, and its id is called after it', async () => {
    const { fields } = entityOf(
      await designOf(
        sourceTable('User', [sourceColumn('id', uuid)], { entity: 'User' }),
        sourceTable('Post', [countedId, sourceColumn('writtenBy', uuid, { field: 'writtenBy' })], {
          foreignKeys: [
            sourceReference(['writtenBy'], 'User', { relation: 'author', inverse: 'posts' }),
          ],
        }),
      ),
      'Post',
    )
    assert.deepEqual(
      fields.map(({ name, property, options }) => [name, property, options.inverse]),
      [['author', 'authorId', 'posts']],
    )
  })
})

describe('tables of others', () => {
  for (const name of [
    'cambium_jobs',
    'sqlite_sequence',
    '_prisma_migrations',
    'schema_migrations',
    'spatial_ref_sys',
  ]) {
    test(`${name} stays behind with a reason`, async () => {
      const { entities, left } = await designOf(sourceTable(name, [countedId]))
      assert.deepEqual([entities, left.length, left[0]?.what], [[], 1, `table ${name}`])
    })
  }

  test('what is chosen comes, by its name there or here', async () => {
    const schema = sourceSchema(
      ['films', 'actors', 'cities'].map((name) =>
        sourceTable(name, [countedId, sourceColumn('a', text)]),
      ),
    )
    const chosen = await designImport(schema, { ...asked, only: ['Film', 'actors'] })
    assert.deepEqual(
      chosen.entities.map(({ name }) => name),
      ['Film', 'Actor'],
    )
    const rest = await designImport(schema, { ...asked, except: ['films'] })
    assert.deepEqual(
      rest.entities.map(({ name }) => name),
      ['Actor', 'City'],
    )
  })
})
