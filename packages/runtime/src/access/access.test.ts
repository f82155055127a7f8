import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Database, everyRow, noRow, openSqlite, type Sql, sql } from '../database/index.ts'
import { createSystemTables } from '../migrate/index.ts'
import {
  aclGrants,
  adminOnly,
  allOf,
  anonymous,
  anyOf,
  anyone,
  type Caller,
  createCaller,
  grantAccess,
  nobody,
  type Rule,
  revokeAccess,
  revokeAllAccess,
  roles,
  signedIn,
} from './index.ts'

const user = createCaller({ id: 'u1' })
const staff = createCaller({ id: 'u2', roles: ['staff', 'staff'] })
const admin = createCaller({ id: 'u3', roles: ['admin'] })

describe('a caller', () => {
  test('has the roles that were given and no others', () => {
    assert.deepEqual(staff.roles, ['staff'])
    assert.ok(staff.hasRole('admin', 'staff'))
    assert.ok(!user.hasRole('staff'))
    assert.ok(!user.hasRole())
  })

  test('without an id is nobody and has no roles', () => {
    assert.equal(anonymous.signedIn, false)
    assert.ok(!createCaller({ id: null, roles: ['admin'] }).hasRole('admin'))
  })

  test('cannot be changed by a hook', () => {
    assert.throws(() => {
      ;(user as { id: string }).id = 'u9'
    }, TypeError)
    assert.throws(() => (user.roles as string[]).push('admin'), TypeError)
  })
})

describe('a constant rule', () => {
  const table: [name: string, rule: Rule<unknown>, allowed: Caller[]][] = [
    ['anyone', anyone, [anonymous, user, staff, admin]],
    ['signedIn', signedIn, [user, staff, admin]],
    ['roles', roles('staff', 'admin'), [staff, admin]],
    ['adminOnly', adminOnly, [admin]],
    ['nobody', nobody, []],
  ]
  for (const [name, rule, allowed] of table) {
    test(`${name} decides the same before, in and after the database`, () => {
      for (const caller of [anonymous, user, staff, admin]) {
        const expected = allowed.includes(caller)
        assert.equal(rule.allow(caller), expected)
        assert.equal(rule.where(caller), expected ? everyRow : noRow)
        assert.equal(rule.holds?.({}, caller), expected)
      }
    })
  }
})

describe('conditions together', () => {
  test('that are decided beforehand ask the database nothing', () => {
    const condition = sql`"a" = 1`
    assert.equal(anyOf(condition, true), everyRow)
    assert.equal(anyOf(false), noRow)
    assert.equal(anyOf(), noRow)
    assert.equal(allOf(condition, false), noRow)
    assert.equal(allOf(condition, noRow), noRow)
    assert.equal(allOf(true, everyRow), everyRow)
    assert.equal(allOf(), everyRow)
  })

  test('keep their meaning inside each other', async () => {
    const db = openSqlite({ path: ':memory:' })
    const holds = async (condition: Sql): Promise<boolean> =>
      (await db.count(sql`select count(*) where ${condition} and 1 = 1`)) === 1
    const [yes, no] = [sql`1 = 1`, sql`1 = 0`]
    assert.equal(await holds(anyOf(yes, no)), true)
    assert.equal(await holds(allOf(anyOf(yes, no), anyOf(no, yes))), true)
    assert.equal(await holds(allOf(no, anyOf(no, yes))), false)
    assert.equal(await holds(sql`${no} and ${anyOf(yes, yes)}`), false)
    await db.close()
  })
})

describe('the access list', () => {
  const allows = async (db: Database, right: string, caller: Caller): Promise<boolean> =>
    (await db.count(sql`select count(*) where ${aclGrants('Task', sql`'t1'`, right, caller)}`)) ===
    1

  test('gives what was granted to a user, a role or everyone, until it is revoked', async () => {
    const db = openSqlite({ path: ':memory:' })
    await createSystemTables(db)
    const entry = { entity: 'Task', id: 't1', right: 'read' }
    assert.equal(await allows(db, 'read', user), false)
    await grantAccess(db, { ...entry, subject: { user: 'u1' } })
    await grantAccess(db, { ...entry, subject: { user: 'u1' } })
    assert.equal(await allows(db, 'read', user), true)
    assert.equal(await allows(db, 'write', user), false)
    assert.equal(await allows(db, 'read', staff), false)
    await grantAccess(db, { ...entry, subject: { role: 'staff' } })
    assert.equal(await allows(db, 'read', staff), true)
    assert.equal(await revokeAccess(db, { ...entry, subject: { user: 'u1' } }), true)
    assert.equal(await revokeAccess(db, { ...entry, subject: { user: 'u1' } }), false)
    assert.equal(await allows(db, 'read', user), false)
    await grantAccess(db, { ...entry, subject: { everyone: true } })
    assert.equal(await allows(db, 'read', user), true)
    assert.equal(await allows(db, 'read', anonymous), false)
    await revokeAllAccess(db, { entity: 'Task', id: 't1' })
    assert.equal(await allows(db, 'read', staff), false)
    await db.close()
  })

  test('does not take a user for a role of the same name', async () => {
    const db = openSqlite({ path: ':memory:' })
    await createSystemTables(db)
    await grantAccess(db, { entity: 'Task', id: 't1', right: 'read', subject: { role: 'staff' } })
    for (const id of ['staff', 'role:staff', 'everyone']) {
      assert.equal(await allows(db, 'read', createCaller({ id })), false)
    }
    await db.close()
  })
})
