import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type {
  OpenSource,
  SourceColumn,
  SourceSchema,
  SourceTable,
} from '../../packages/generator/src/import/source/index.ts'
import { hardScript } from './index.ts'
import { type FilledPostgres, triedPostgres } from './tried-postgres.ts'

for (const tried of triedPostgres()) {
  describe(`the catalogue of ${tried.name}`, () => {
    let filled: FilledPostgres
    let source: OpenSource
    let schema: SourceSchema
    before(async () => {
      filled = await tried.fill([hardScript('postgres')])
      source = await filled.read()
      schema = source.schema
    })
    after(async () => {
      await source.close()
      await filled.remove()
    })
    const table = (name: string, of = 'public'): SourceTable => {
      const found = schema.tables.find((one) => one.name === name && one.schema === of)
      assert.ok(found, `${of}.${name}`)
      return found
    }
    const column = (tableName: string, name: string): SourceColumn => {
      const found = table(tableName).columns.find((one) => one.name === name)
      assert.ok(found, `${tableName}.${name}`)
      return found
    }
    const typesOf = (tableName: string): { [name: string]: string } =>
      Object.fromEntries(
        table(tableName).columns.map(({ name, type }) => [
          name,
          type.kind === 'list' ? `list of ${type.of.kind}` : type.kind,
        ]),
      )

    test('has every table and view of every schema, and neither partitions nor tables of the server', () => {
      const names = schema.tables.map((one) => `${one.schema}.${one.name}`)
      assert.equal(names.length, 31)
      assert.ok(names.includes('Odd Schema.Table.With "Everything"'))
      assert.ok(names.includes('sales.person'))
      assert.deepEqual(
        names.filter((name) => /payment|measurement|visit|nothing_in_it|pg_/.test(name)),
        ['public.measurement', 'public.payment', 'public.visit'],
      )
    })

    test('says what each type holds', () => {
      const types = typesOf('every_type')
      assert.deepEqual(types, {
        ...{ id: 'integer', a_smallint: 'integer', an_integer: 'integer', a_bigint: 'integer' },
        ...{ a_real: 'real', a_double: 'real', a_numeric: 'decimal', a_free_numeric: 'other' },
        ...{ some_money: 'decimal', a_boolean: 'boolean', a_text: 'text', a_varchar: 'text' },
        ...{ a_char: 'text', one_char: 'text', a_name: 'text', some_bytes: 'bytes' },
        ...{ a_date: 'date', a_time: 'time', a_zoned_time: 'other', a_timestamp: 'instant' },
        ...{ a_timestamptz: 'instant', an_interval: 'other', a_uuid: 'uuid', a_json: 'json' },
        ...{ a_jsonb: 'json', a_mood: 'choice', an_email: 'text', a_percent: 'decimal' },
        ...{ a_discount: 'decimal', a_mood_of_day: 'choice', a_place: 'other' },
        ...{ some_texts: 'json', some_numbers: 'json' },
        ...{ a_matrix: 'json', some_moods: 'list of choice' },
        ...{ some_instants: 'json', a_bit: 'other', some_bits: 'other' },
        ...{ an_inet: 'other', a_cidr: 'other', a_macaddr: 'other', a_vector: 'other' },
        ...{ a_query: 'other', an_xml: 'other', a_range: 'other', a_daterange: 'other' },
        ...{ a_point: 'other', a_box: 'other', an_oid: 'integer' },
      })
      assert.deepEqual(column('every_type', 'a_numeric').type, {
        ...{ kind: 'decimal', precision: 12, scale: 4 },
      })
      assert.deepEqual(column('every_type', 'a_char').type, { kind: 'text', max: 5, padded: true })
      assert.deepEqual(column('every_type', 'a_timestamptz').type, { kind: 'instant', zoned: true })
      assert.equal(column('every_type', 'a_varchar').native, 'character varying(20)')
      assert.deepEqual(column('every_type', 'a_mood_of_day').type, {
        ...{ kind: 'choice', name: 'mood' },
        values: ['happy', 'so-so', 'it\'s "bad"', 'Ünder the weather'],
      })
    })

    test('gives columns of a domain its default, its not null and its checks', () => {
      const percent = column('every_type', 'a_percent')
      assert.equal(percent.nullable, false)
      assert.deepEqual(percent.default, { kind: 'literal', value: '0.00' })
      const checks = table('every_type').checks.map(({ name, sql }) => `${name}: ${sql}`)
      assert.deepEqual(checks.slice(0, 3), [
        `email_address_check: "an_email" ~ '^[^@ ]+@[^@ ]+$'::text`,
        'percent_from: "a_percent" >= 0::numeric',
        'percent_to: "a_percent" <= 100::numeric',
      ])
      assert.equal(checks.length, 6)
    })

    test('gives decimals without a size, or of more digits than there are here, the digits that they hold', async () => {
      const decimals = await tried.fill([
        `create table d (id integer primary key, free numeric, fine numeric, wide numeric(38, 10), whole numeric(38, 0), empty numeric, cash money, wei numeric(78, 0));
         insert into d values (1, 1.5, 0.123456789, 123456.7800000000, 5, null, 12.5, 1), (2, 'NaN', -99.1, null, -7, null, null, 123456789012345678901234567890)`,
      ])
      const source = await decimals.read()
      const types = source.schema.tables[0]?.columns.slice(1).map(({ type }) => type)
      assert.deepEqual(types, [
        { kind: 'decimal', precision: 18, scale: 6 },
        { kind: 'decimal', precision: 18, scale: 9 },
        { kind: 'decimal', precision: 18, scale: 10 },
        { kind: 'decimal', precision: 18, scale: 0 },
        { kind: 'decimal', precision: null, scale: null },
        { kind: 'decimal', precision: 18, scale: 2 },
        { kind: 'other' },
      ])
      assert.deepEqual(source.schema.notes, [
        {
          what: 'table d, column wei',
          text: 'it holds numbers of 30 digits, and decimals here have 18: it comes as text',
        },
      ])
      await source.close()
      await decimals.remove()
    })

    test('knows each kind of default', () => {
      const defaults = Object.fromEntries(
        table('every_default').columns.map(({ name, default: value }) => [name, value]),
      )
      const kindOf = (name: string): string | undefined => defaults[name]?.kind
      for (const name of ['always_counted', 'by_default_counted', 'serial_counted', 'ticket']) {
        assert.equal(kindOf(name), 'counter', name)
      }
      for (const name of Object.keys(defaults).filter((one) =>
        /^now_|^today|^time_now/.test(one),
      )) {
        assert.equal(kindOf(name), 'now', name)
      }
      for (const name of ['new_uuid', 'new_uuid_text']) assert.equal(kindOf(name), 'uuid', name)
      for (const name of ['tomorrow', 'who', 'worked_out']) assert.equal(kindOf(name), 'sql', name)
      assert.equal(defaults.a_null, null)
      const literals = Object.entries(defaults).flatMap(([name, value]) =>
        value?.kind === 'literal' ? [[name, value.value]] : [],
      )
      assert.deepEqual(Object.fromEntries(literals), {
        ...{ a_text: "it's 'quoted'", an_empty: '', a_varchar: 'draft', an_integer: 42 },
        ...{ a_negative: -1, a_decimal: '9.90', a_big: '9007199254740993', a_yes: true },
        ...{ a_json: { a: [1, 2] }, an_empty_list: [], a_list: [1, 2], a_mood: 'so-so' },
        ...{ a_day: '2020-01-31', an_instant: '2020-01-31T10:00:00.000Z' },
        ...{ an_interval: 'P1DT2H', some_bytes: 'AP8=' },
      })
    })

    test('tells generated columns, checks and comments in the words of the database', () => {
      assert.deepEqual(column('priced', 'gross').generated, {
        ...{ stored: true, sql: '(net * (1::numeric + rate))' },
      })
      assert.equal(column('priced', 'gross').default, null)
      assert.deepEqual(
        table('priced').checks.map(({ name }) => name),
        [
          'ends_after_start',
          'kind_choice',
          'label_length',
          'priced_check',
          'priced_net_check',
          'size_choice',
        ],
      )
      assert.equal(table('priced').checks[0]?.sql, 'ends > starts')
      assert.match(table('priced').doc ?? '', /^What is sold\.\nOn two lines/)
      assert.equal(column('priced', 'net').doc, 'Without tax')
      assert.equal(column('person', 'updated_at').isUpdateTime, true)
      assert.equal(column('person', 'created_at').isUpdateTime, false)
    })

    test('tells keys of several columns, their relations, and relations to uniques and over schemas', () => {
      assert.deepEqual(table('region').primaryKey, ['country', 'number'])
      assert.deepEqual(table('region').uniques, [
        { name: 'region_name_country_key', columns: ['name', 'country'] },
      ])
      assert.deepEqual(table('town').foreignKeys, [
        {
          ...{ name: 'town_region', columns: ['country', 'region_number'] },
          target: { schema: 'public', name: 'region' },
          ...{ targetColumns: ['country', 'number'], onDelete: 'cascade' },
          ...{ relation: null, inverse: null },
        },
        {
          ...{ name: 'town_twin_fkey', columns: ['twin'] },
          target: { schema: 'public', name: 'town' },
          ...{ targetColumns: ['id'], onDelete: 'setNull', relation: null, inverse: null },
        },
      ])
      assert.deepEqual(table('passport').foreignKeys[0]?.targetColumns, ['email'])
      assert.equal(table('region').foreignKeys[0]?.onDelete, 'restrict')
      assert.deepEqual(table('person', 'sales').foreignKeys[0]?.target, {
        ...{ schema: 'public', name: 'person' },
      })
      assert.deepEqual(table('payment').primaryKey, ['id', 'paid_on'])
      assert.equal(table('payment').foreignKeys.length, 1)
      assert.deepEqual(
        table('visit').foreignKeys.map(({ columns, target }) => [...columns, target.name]),
        [['town', 'town']],
      )
      assert.deepEqual(table('log').primaryKey, [])
      assert.deepEqual(table('Order Details').primaryKey, ['Order', 'Line No.'])
    })

    test('tells indexes with method, expressions, directions and conditions; plain unique ones are uniques', () => {
      const { indexes, uniques } = table('searched')
      const of = (name: string) => indexes.find((index) => index.name === name)
      assert.deepEqual(uniques, [{ name: 'searched_title', columns: ['title'] }])
      assert.equal(indexes.length, 11)
      assert.equal(of('searched_live')?.where, 'NOT gone')
      assert.equal(of('searched_live')?.unique, true)
      assert.deepEqual(of('searched_lower_title')?.columns, [
        { name: null, expression: 'lower(title)', descending: false },
      ])
      assert.deepEqual(
        of('searched_two')?.columns.map(({ name, descending }) => [name, descending]),
        [
          ['amount', true],
          ['happened', false],
        ],
      )
      assert.deepEqual(of('searched_covering')?.columns.length, 1)
      assert.deepEqual(
        ['searched_tags', 'searched_hash', 'searched_brin'].map((name) => of(name)?.method),
        ['gin', 'hash', 'brin'],
      )
      assert.match(of('Searched "Odd" Name')?.sql ?? '', /^CREATE INDEX "Searched ""Odd"" Name" ON/)
    })

    test('tells views with their statement, also those that are kept', () => {
      assert.equal(table('living').kind, 'view')
      assert.equal(table('living').doc, 'Who lives where')
      assert.match(table('living').definition ?? '', /JOIN town t ON t\.id = p\.lives_in/)
      assert.equal(table('town_counts').kind, 'view')
      assert.deepEqual(table('town_counts').uniques[0]?.columns, ['country'])
    })

    test('says of everything else that it stays behind, why, and what to do', () => {
      const what = schema.left.map((one) => one.what)
      assert.deepEqual(what, [
        'table nothing_in_it',
        'table booking, constraint booking_during_excl',
        'table person, trigger person_touch',
        'table person, policy own_row',
        'table setting, rule setting_stays',
        'schema public, 2 functions: clean_log, double',
        'grants to public',
      ])
      assert.deepEqual(
        schema.notes?.map((one) => one.what),
        [
          'table lorry',
          'table measurement',
          'table payment',
          'table visit',
          ...[
            'a_free_numeric',
            'an_interval',
            'some_texts',
            'some_numbers',
            'a_matrix',
            'some_instants',
          ].map((name) => `table every_type, column ${name}`),
        ],
      )
      for (const { reason, suggestion } of schema.left)
        assert.ok(reason !== '' && suggestion !== '')
      const policy = schema.left.find((one) => one.what.endsWith('policy own_row'))
      assert.match(policy?.suggestion ?? '', /access rules/)
    })

    test('reads single schemas, and says of relations that leave them that they stay behind', async () => {
      const sales = await filled.read(['sales'])
      assert.deepEqual(
        sales.schema.tables.map(({ name }) => name),
        ['person'],
      )
      assert.deepEqual(sales.schema.tables[0]?.foreignKeys, [])
      assert.equal(
        sales.schema.left[0]?.what,
        'table sales.person, constraint person_public_person_fkey',
      )
      await sales.close()
      await assert.rejects(filled.read(['Sales']), /The database has no schema "Sales"/)
    })
  })
}
