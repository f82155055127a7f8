import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EntityIR } from '../ir/index.ts'
import { type EntityDefinition, entity, int, manyToMany, one, text } from '../language/index.ts'
import { compileAnything, sourceOf } from '../testing/index.ts'
import { emptyLock, resolveModel } from './index.ts'

const film = entity('Film', {
  adopted: true,
  table: 'film list',
  id: { kind: 'uuid', column: 'film id', stored: 'uuid' },
  fields: {
    title: text({ column: 'Title', stored: 'citext' }),
    other: text({ column: 'title' }),
    deleted: text({ column: 'deleted_at' }),
    actors: manyToMany('Actor', { table: 'film_actor', columns: ['film', 'actor'] }),
  },
  timestamps: { updatedAt: { column: 'last update', stored: 'timestamp' } },
})
const actor = entity('Actor', {
  adopted: true,
  id: { kind: 'int', column: 'actor_id', stored: 'smallint' },
  fields: { name: text(), best: one('Film') },
  timestamps: false,
})
const shown = entity('Shown', {
  view: true,
  id: 'int',
  fields: { times: int() },
  timestamps: false,
})

function resolved(...entities: EntityDefinition[]): {
  findings: string[]
  of(name: string): EntityIR
} {
  const { model, findings } = resolveModel(sourceOf(entities), emptyLock(), compileAnything)
  return {
    findings: findings.map(({ code, message }) => `${code} ${message}`),
    of: (name) => {
      const found = model?.entities.find((one) => one.name === name)
      if (!found) throw new Error(JSON.stringify(findings))
      return found
    },
  }
}

describe('a table that others made', () => {
  const model = resolved(film, actor, shown)
  const columnOf = (entity: string, name: string) =>
    model.of(entity).fields.find((field) => field.name === name)

  test('has the names they gave, whatever letters are in them', () => {
    assert.deepEqual(model.findings, [])
    assert.equal(model.of('Film').adopted, true)
    assert.equal(columnOf('Film', 'id')?.column, 'film id')
    assert.equal(columnOf('Film', 'title')?.column, 'Title')
  })

  test('has the types they gave, and so do columns that point at it', () => {
    assert.equal(columnOf('Film', 'title')?.extra.stored, 'citext')
    assert.equal(columnOf('Actor', 'bestId')?.extra.keyType, 'uuid')
    assert.deepEqual(columnOf('Actor', 'id')?.limits, { min: -32_768, max: 32_767 })
  })

  test('may keep one of the two times only, in a column of its own', () => {
    const { timestamps, fields, list, indexes } = model.of('Film')
    assert.equal(timestamps, true)
    assert.equal(
      fields.some(({ name }) => name === 'createdAt'),
      false,
    )
    assert.equal(columnOf('Film', 'updatedAt')?.column, 'last update')
    assert.equal(columnOf('Film', 'updatedAt')?.extra.stored, 'timestamp')
    assert.deepEqual(list.sort, [{ field: 'id', descending: false }])
    assert.deepEqual(indexes, [])
  })

  test('may be linked to another by a table of theirs', () => {
    const [actors] = model.of('Film').manyToMany
    assert.equal(actors?.table, 'film_actor')
    assert.deepEqual([actors?.sourceColumn, actors?.targetColumn], ['film', 'actor'])
    assert.equal(actors?.adopted, true)
  })

  test('is only read where it is a view', () => {
    assert.deepEqual(model.of('Shown').operations, ['list', 'get'])
    assert.equal(model.of('Shown').view, true)
  })

  test('has no name that a statement in a file could not hold', () => {
    const bad = entity('Bad', { adopted: true, fields: { a: text({ column: 'x`y' }) } })
    assert.match(resolved(bad).findings.join(), /CAM102 "x`y" cannot be the name of a column/)
    const own = entity('Own', { fields: { a: text({ column: 'x y' }) } })
    assert.match(resolved(own).findings.join(), /CAM102/)
  })

  test('says its times by columns and types, and by nothing else', () => {
    const wrong = entity('Wrong', {
      fields: { a: text() },
      timestamps: { updatedAt: { column: 'b', storred: 'c' } } as never,
    })
    assert.match(resolved(wrong).findings.join(), /CAM113 "updatedAt" has no option "storred"/)
  })
})
