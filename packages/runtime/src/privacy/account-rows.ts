import { identifier, inList, join, type Queryable, type Sql, sql } from '../database/index.ts'
import type { Catalog } from './catalog.ts'
import type { Person } from './person.ts'
import { mentions } from './traces.ts'

/** What stays when somebody goes, without them: the applications of third parties they brought in. */
const outlasting = new Set(['auth_oauth_clients'])

/** Ends every way to sign in as the person, and takes away what accounts keep of them; how many rows that were. */
export async function eraseAccountRows(
  db: Queryable,
  catalog: Catalog,
  person: Person,
): Promise<number> {
  let erased = 0
  for (const [table, columns] of catalog) {
    if (!table.startsWith('auth_')) continue
    if (outlasting.has(table)) {
      await leave(db, table, person)
      continue
    }
    const where = ofPerson(columns, person)
    if (where === undefined) continue
    erased += await db.run(sql`delete from ${identifier(table)} where ${where}`)
  }
  for (const table of ['cambium_devices', 'cambium_webhooks']) {
    if (catalog.has(table)) erased += await deleteOwned(db, table, person)
  }
  if (catalog.has('cambium_acl')) {
    erased += await db.run(sql`
      delete from "cambium_acl" where "subject" = ${`user:${person.id}`}
    `)
  }
  return erased
}

async function leave(db: Queryable, table: string, { id }: Person): Promise<void> {
  await db.run(sql`
    update ${identifier(table)} set "user_id" = null, "contacts" = null where "user_id" = ${id}
  `)
}

/** Rows that refer to the person, and those that hold the address. */
function ofPerson(columns: ReadonlySet<string>, { id, marks }: Person): Sql | undefined {
  const references = ['user_id', 'inviter_id'].filter((column) => columns.has(column))
  const texts = ['identifier', 'value', 'email'].filter((column) => columns.has(column))
  const tests = references.map((column) => sql`${identifier(column)} = ${id}`)
  if (texts.length > 0 && marks.length > 0) tests.push(mentions(texts, marks))
  return tests.length === 0 ? undefined : sql`(${join(tests, ' or ')})`
}

/** Devices, and endpoints that go by the rights of whoever made them. */
function deleteOwned(db: Queryable, table: string, { id }: Person): Promise<number> {
  const owners = [String(id), `account:${id}`]
  return db.run(sql`
    delete from ${identifier(table)} where ${inList(sql`"owner"`, owners, 'string')}
  `)
}
