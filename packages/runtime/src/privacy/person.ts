import { type Database, identifier, keyIs, type Queryable, sql } from '../database/index.ts'
import { nearestName, StartupError } from '../errors/index.ts'
import type { AnyRecord, RecordId, Registry, Resource } from '../operation/index.ts'

/** What is known of an application where a person's data is looked for. */
export interface PrivacySite {
  readonly database: Database
  readonly registry: Registry
  /** The entity whose records are people, and its field with their address, where they sign in. */
  readonly accounts?: PeopleDefinition | undefined
}

/** The part of the accounts that says who people are. */
export interface PeopleDefinition {
  readonly entity: string
  readonly email: string
  readonly blocked: string | null
}

/** Somebody whose data is asked for or erased. */
export interface Person {
  /** The entity of people. */
  readonly resource: Resource
  readonly id: RecordId
  /** What tells somebody from everybody else wherever it stands in a text: the id, unless it is a small number, and the address. */
  readonly marks: readonly string[]
}

/** The entity of people. Throws a `StartupError` where the application has none. */
export function peopleOf({ registry, accounts }: PrivacySite): Resource {
  const wanted = accounts?.entity ?? 'User'
  const found = registry.entities.find(({ resource }) => resource.name === wanted)
  if (found) return found.resource
  throw new StartupError('This application keeps no people: it has no entity User', {
    hint: 'What belongs to somebody is found by owner() rules that lead to User.',
  })
}

/** Finds somebody by id, also one that was deleted softly; the record is undefined where there is none. */
export async function findPerson(
  site: PrivacySite,
  given: string,
): Promise<{ person: Person; record: AnyRecord | undefined }> {
  const resource = peopleOf(site)
  const id = idOf(resource, given)
  const record = await readRecord(site.database, resource, id)
  const address = record && site.accounts ? record[site.accounts.email] : undefined
  const marks = [
    ...(isMark(id) ? [id] : []),
    ...(typeof address === 'string' && address.includes('@') ? [address] : []),
  ]
  return { person: { resource, id, marks }, record }
}

/** A person by a word of the command line: the name of the entity in any case. Throws a `StartupError` for others. */
export function checkKind(site: PrivacySite, kind: string): void {
  const { name } = peopleOf(site)
  if (kind.toLowerCase() === name.toLowerCase() || kind === 'user') return
  const nearest = nearestName(kind, [name.toLowerCase()])
  throw new StartupError(`Personal data is kept by ${name.toLowerCase()}, not by "${kind}"`, {
    hint: nearest === undefined ? '' : `Did you mean "${nearest}"?`,
  })
}

/** The record of an id, whatever may be read of it. */
export function readRecord(
  db: Queryable,
  { columns, table }: Resource,
  id: RecordId,
): Promise<AnyRecord | undefined> {
  return db.first<AnyRecord>(sql`
    select ${columns} from ${identifier(table)} where ${keyIs(columns, id)}
  `)
}

/** Does it stand for one thing only, wherever it is found in a text? */
export function isMark(id: RecordId): id is string {
  return typeof id === 'string' && id.length >= 16
}

function idOf(resource: Resource, given: string): RecordId {
  if (resource.key !== 'integer') return given
  const id = Number(given)
  if (Number.isSafeInteger(id) && id > 0) return id
  throw new StartupError(`The id of a ${resource.words} is a number, not "${given}"`)
}
