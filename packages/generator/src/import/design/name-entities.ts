import { createEntityNames, reservedEntityNames, splitWords, tableName } from '@cambium/model/names'
import type { SourceTable } from '../source/index.ts'
import type { ExistingEntity } from './design-options.ts'
import { type DesignReport, tableKey, tableWords } from './design-report.ts'
import { letterReason, pascalOf, plainWords, singularWords } from './plain-words.ts'
import type { KeyPlan } from './plan-keys.ts'

/** Databases take 63 characters, and a linking table is called after a table and a relation. */
const longestTable = 45

/** What an entity is called, and what is called after it. */
export interface EntityName {
  name: string
  /** Its model file. */
  file: string
  /** The project has it already. */
  exists: boolean
}

interface NamingSite {
  existing: readonly ExistingEntity[]
  keys: ReadonlyMap<string, KeyPlan>
  /** Tables of accounts begin with `auth_`. */
  hasAccounts: boolean
  report: DesignReport
}

/** Gives every table the name of its entity: no two share a table, a path, a file or a type. */
export function nameEntities(
  tables: readonly SourceTable[],
  { existing, keys, hasAccounts, report }: NamingSite,
): Map<SourceTable, EntityName> {
  const owners = new Map<string, string>()
  const names = new Map<SourceTable, EntityName>()
  // names the source itself gives go first: the others make room
  const ordered = [...tables.filter(isNamed), ...tables.filter((table) => !isNamed(table))]
  // an earlier run of the same import may have made them: they are met again under the same names
  const met = new Map(existing.map((entity) => [entity.name, entity]))
  for (const { name } of existing) for (const key of keysOf(name)) owners.set(key, name)
  for (const table of ordered) {
    const wanted = unreserved(wantedName(table, keys.get(tableKey(table))), hasAccounts)
    const name = freeName(table, wanted.name, { owners, met })
    const same = met.get(name)
    met.delete(name)
    for (const key of keysOf(name)) owners.set(key, name)
    const { path, file } = createEntityNames(name)
    const ownFile = `src/${path}/${file}.model.ts`
    names.set(table, { name, file: same?.file ?? ownFile, exists: same !== undefined })
    const clash = owner(wanted.name, owners, name)
    const reason =
      name === wanted.name ? wanted.reason : (clash ?? wanted.reason ?? 'the name is reserved')
    if (reason !== null)
      report.rename({ what: 'entity', from: tableWords(table), to: name, reason })
  }
  return names
}

function isNamed({ entity }: SourceTable): boolean {
  return entity !== null
}

function owner(wanted: string, owners: ReadonlyMap<string, string>, self: string): string | null {
  for (const key of keysOf(wanted)) {
    const other = owners.get(key)
    if (other !== undefined && other !== self) {
      return `${wanted} and ${other} would share the ${key.split(' ')[0]} "${key.split(' ')[1]}"`
    }
  }
  return null
}

interface Wanted {
  name: string
  reason: string | null
}

/** The nearest good name, and why it is not the obvious one. */
function wantedName(table: SourceTable, key: KeyPlan | undefined): Wanted {
  const { entity, name: source } = table
  const given = entity ?? source
  const isFine = entity !== null && /^[A-Z][A-Za-z0-9_]*$/.test(entity) && !entity.endsWith('_')
  const words = entity === null ? singularWords(plainWords(source)) : plainWords(given)
  const cut = shortened(words)
  const plain = isFine && cut.join() === words.join() ? given : pascalOf(cut)
  const name = begun(plain)
  if (name === 'User' && key?.kind === 'fields') {
    const reason = 'a User is known by one value, which is what a token holds'
    return { name: 'UserRecord', reason }
  }
  if (reservedEntityNames.has(name)) {
    return { name: `${name}Record`, reason: `${name} is a value of JavaScript` }
  }
  if (cut.join('') !== words.join('')) {
    return { name, reason: 'databases take names of 63 characters, linking tables included' }
  }
  return { name, reason: letterReason(given) }
}

function begun(name: string): string {
  if (name === '') return 'Table'
  return /^\d/.test(name) ? `Table${name}` : name
}

/** As many of the words as a table's name takes. */
function shortened(words: readonly string[]): string[] {
  const kept: string[] = []
  let length = 0
  for (const word of words) {
    if (length + word.length + 1 > longestTable && kept.length > 0) break
    kept.push(word.slice(0, longestTable))
    length += word.length + 1
  }
  return kept
}

/** Another name where the table of the entity would belong to somebody else. */
function unreserved(wanted: Wanted, hasAccounts: boolean): Wanted {
  const prefix = /^(?:cambium|sqlite|pg|auth)_/.exec(tableName(wanted.name))?.[0]
  if (prefix === undefined || (prefix === 'auth_' && !hasAccounts)) return wanted
  const rest = pascalOf(splitWords(wanted.name).slice(1))
  const owner = prefix === 'auth_' ? 'the accounts' : 'the database or to Cambium'
  const name = /^[A-Z]/.test(rest) ? rest : `Table${rest}`
  return { name, reason: `tables called ${prefix}... belong to ${owner}` }
}

interface Taken {
  owners: ReadonlyMap<string, string>
  met: ReadonlyMap<string, ExistingEntity>
}

function freeName(table: SourceTable, wanted: string, taken: Taken): string {
  const schema = begun(pascalOf(plainWords(table.schema ?? '')))
  const candidates = [
    wanted,
    ...(table.schema === null ? [] : [`${schema}${wanted}`]),
    `${wanted}Record`,
    `${wanted}Entry`,
  ]
  for (let count = 2; count < 10_000; count += 1) {
    const free = candidates.find((name) => isFree(name, taken))
    if (free !== undefined) return free
    candidates.splice(0, candidates.length, `${wanted}${count}`)
  }
  throw new Error(`No name was free for ${tableWords(table)}`)
}

function isFree(name: string, { owners, met }: Taken): boolean {
  if (met.has(name)) return true
  return (
    tableName(name).length <= longestTable * 1.3 && keysOf(name).every((key) => !owners.has(key))
  )
}

/** Everything that is called after an entity, each with its namespace. */
function keysOf(name: string): string[] {
  const { path, file, camel, camelPlural } = createEntityNames(name)
  const types = ['', 'Row', 'Create', 'Update'].map((ending) => `type ${name}${ending}`)
  return [
    `table ${tableName(name)}`,
    `path ${path}`,
    `file ${path}/${file}`,
    `name ${camel}`,
    `name ${camelPlural}`,
    ...types,
    // words that are split otherwise and read the same
    `path ${splitWords(name).join('')}`,
  ].map((key) => key.toLowerCase())
}
