import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEntityNames, tableName } from './entity-names.ts'
import { snakeCase } from './split-words.ts'

test('all names of an entity come from its words', () => {
  assert.deepEqual(createEntityNames('ProductCategory'), {
    camel: 'productCategory',
    camelPlural: 'productCategories',
    pascalPlural: 'ProductCategories',
    variable: 'productCategory',
    file: 'product-category',
    path: 'product-categories',
    words: 'product category',
  })
})

test('a reserved word is no variable', () => {
  assert.equal(createEntityNames('Class').variable, 'classRecord')
  assert.equal(createEntityNames('Constructor').variable, 'constructorRecord')
  assert.equal(createEntityNames('Order').variable, 'order')
})

for (const [name, table] of [
  ['HTTPServer', 'http_servers'],
  ['OAuth2Client', 'o_auth2_clients'],
  ['Person', 'people'],
  ['News', 'news'],
  ['OrderStatus', 'order_statuses'],
  ['Sales_Person', 'sales_people'],
] as const) {
  test(`the table of ${name} is ${table}`, () => assert.equal(tableName(name), table))
}

for (const [field, column] of [
  ['dueAt', 'due_at'],
  ['cFirstName', 'c_first_name'],
  ['address2', 'address2'],
  ['isUSResident', 'is_us_resident'],
] as const) {
  test(`the column of ${field} is ${column}`, () => assert.equal(snakeCase(field), column))
}
