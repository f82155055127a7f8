import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AppError, type ErrorCode } from '../errors/index.ts'
import { contractDatabases } from './contract-databases.ts'
import {
  boolean,
  type Columns,
  columns,
  type Database,
  integer,
  type Sql,
  sql,
  string,
  values,
} from './index.ts'

interface Member {
  id: string
  email: string
  team: string | null
  leaderId: string | null
  age: number | null
  active: boolean | null
}

// The names of some properties differ from those of their columns on purpose.
const memberColumns: Columns<Member> = columns('members', {
  id: string('id'),
  email: string('e_mail'),
  team: string('team'),
  leaderId: string('leader_id'),
  age: integer('age'),
  active: boolean('active'),
})

const table = (booleanType: string, end: string): string => `
  create table "members" (
    "id" text primary key, "e_mail" text not null, "team" text,
    "leader_id" text references "members" ("id"), "age" bigint check ("age" >= 0), "active" ${booleanType}
  ) ${end};
  create unique index "ux_members_mail" on "members" ("e_mail", "team");
  create unique index "ux_members_age" on "members" (abs("age"));
`

const tables = {
  sqlite: table('integer', 'strict').replace('bigint', 'integer'),
  postgres: table('boolean', ''),
}

const ada: Member = {
  id: 'ada',
  email: 'ada@example.com',
  team: 'a',
  leaderId: null,
  age: 36,
  active: true,
}

const insert = (record: Partial<Member>): Sql =>
  sql`insert into "members" ${values(memberColumns, record)} returning ${memberColumns}`

interface Scenario {
  name: string
  query: Sql
  code: ErrorCode
  paths?: string[]
}

const scenarios: Scenario[] = [
  {
    name: 'a taken key',
    query: insert({ ...ada, email: 'b@example.com', age: null }),
    code: 'conflict',
    paths: ['id'],
  },
  {
    name: 'a taken pair, by the names of its properties',
    query: insert({ ...ada, id: 'b', age: null }),
    code: 'conflict',
    paths: ['email', 'team'],
  },
  {
    name: 'an expression that is taken, without a field',
    query: insert({ ...ada, id: 'b', email: 'b@example.com' }),
    code: 'conflict',
    paths: [],
  },
  {
    name: 'a missing value',
    query: insert({ ...ada, id: 'b', email: null as never }),
    code: 'invalid',
    paths: ['email'],
  },
  {
    name: 'a value that breaks a check',
    query: insert({ ...ada, id: 'b', team: 'b', age: -1 }),
    code: 'invalid',
  },
  {
    name: 'a reference to nothing',
    query: insert({ ...ada, id: 'b', team: 'b', age: null, leaderId: 'nobody' }),
    code: 'invalid',
  },
  {
    name: 'a change to a reference to nothing',
    query: sql`update "members" set "leader_id" = ${'nobody'} where "id" = ${'ada'}`,
    code: 'invalid',
  },
  {
    name: 'the deletion of what others refer to',
    query: sql`delete from "members" where "id" = ${'ada'}`,
    code: 'conflict',
  },
  {
    name: 'a value of the wrong type',
    query: insert({ ...ada, id: 'b', team: 'b', age: 'old' as never }),
    code: 'invalid',
  },
]

for (const { name, dialect, open } of contractDatabases) {
  describe(`a refusal of ${name}`, () => {
    async function openMembers(): Promise<Database> {
      const db = await open()
      await db.script(tables[dialect])
      await db.run(insert(ada))
      await db.run(insert({ ...ada, id: 'bob', email: 'bob@example.com', age: 3, leaderId: 'ada' }))
      return db
    }

    test('is told by its code and its fields, keeps its cause, and changes nothing', async () => {
      const db = await openMembers()
      for (const { name: scenario, query, code, paths } of scenarios) {
        for (const attempt of [
          () => db.run(query),
          () => db.transaction((tx) => tx.first(query)),
        ]) {
          await assert.rejects(attempt, (error) => {
            assert.ok(error instanceof AppError, `${scenario}: ${error}`)
            assert.equal(error.code, code, scenario)
            if (paths)
              assert.deepEqual(
                error.errors.map(({ path }) => path),
                paths,
                scenario,
              )
            assert.ok(error.cause instanceof Error, scenario)
            assert.doesNotMatch(error.message, /members|constraint|"|SQL/i, scenario)
            return true
          })
        }
      }
      assert.equal(await db.count(sql`select count(*) from "members"`), 2)
      await db.close()
    })

    test('is no refusal but a bug when the statement itself is wrong', async () => {
      const db = await openMembers()
      for (const query of [
        sql`select from where`,
        sql`select "none" from "members"`,
        sql`select * from "nowhere"`,
      ]) {
        await assert.rejects(db.all(query), (error) => {
          assert.ok(error instanceof Error && !(error instanceof AppError))
          assert.match(error.message, / in: select/)
          return true
        })
      }
      await db.close()
    })
  })
}
