import type { Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import type { People, Person } from '../walls/seed-walls.ts'
import type { Attack } from '../walls/served-walls.ts'
import { numbers, oddities, words } from './bait.ts'
import type { Parameter, Target } from './document.ts'

/** What attacks are made from. */
export interface Chance {
  readonly random: Random
  readonly people: People
  /** Who attacks. */
  readonly own: Person
  /** The names of all fields and relations that the document knows, and some that it does not. */
  readonly names: readonly string[]
}

/** A request to the target with whatever chance puts in its places. */
export function randomAttack(chance: Chance, target: Target): Attack {
  const { random } = chance
  const path = target.places.reduce(
    (at, name) => at.replace(`{${name}}`, encodeURIComponent(placeFor(chance, target, name))),
    target.path,
  )
  const query = randomQuery(chance, target)
  const body =
    target.body && (random.chance(0.04) ? random.pick(oddities) : randomBody(chance, target))
  const headers = randomHeaders(chance, target)
  const attack = {
    method: target.method,
    url: query === '' ? path : `${path}?${query}`,
    ...(body !== undefined && { body }),
    ...(headers && { headers }),
  }
  const isPart = target.path.startsWith('/api/') && target.path !== '/api/batch'
  return isPart && random.chance(0.12) ? inBatch(attack) : attack
}

function inBatch({ method, url, body, headers }: Attack): Attack {
  const operation = {
    method,
    path: url,
    ...(body !== undefined && { body }),
    ...(headers && { headers }),
  }
  return { method: 'POST', url: '/api/batch', body: { operations: [operation] } }
}

/** The id of something of the kind the path is about, mostly the victim's. */
function placeFor({ random, people, own }: Chance, { path }: Target, name: string): string {
  if (name === 'name' || name === 'code') return random.pick(words)
  if (random.chance(0.06)) return random.pick(oddities) || 'x'
  const whose = random.chance(0.7) ? people.victim : own
  const entity = entityOf(path)
  const ids = whose.of[entity] ?? whose.ids
  const id = random.pick(random.chance(0.9) ? ids : whose.ids)
  return random.chance(0.05) ? id.toUpperCase() : id
}

function entityOf(path: string): string {
  const plural = /^\/api\/(\w+)/.exec(path)?.[1] ?? ''
  const singular = plural === 'companies' ? 'company' : plural.slice(0, -1)
  return singular.charAt(0).toUpperCase() + singular.slice(1)
}

function valueFor(chance: Chance, name = ''): string {
  const { random, people, own } = chance
  if (random.chance(0.12)) return random.pick(oddities)
  if (/id$/i.test(name) || random.chance(0.2)) {
    return random.pick(random.chance(0.7) ? people.victim.ids : own.ids)
  }
  return random.chance(0.3) ? String(random.pick(numbers)) : random.pick(words)
}

function randomQuery(chance: Chance, { query }: Target): string {
  const { random } = chance
  if (query.length === 0 || random.chance(0.2)) return random.chance(0.05) ? 'tenantId=x' : ''
  const count = 1 + random.below(3)
  return Array.from({ length: count }, () => randomParameter(chance, random.pick(query))).join('&')
}

function randomParameter(chance: Chance, { name, isDeep, operators }: Parameter): string {
  const { random, names } = chance
  const pair = (key: string, value: string): string =>
    `${encodeURIComponent(key)}=${encodeURIComponent(value)}`
  const listed = (): string =>
    Array.from({ length: 1 + random.below(3) }, () => random.pick(names)).join(',')
  switch (name) {
    case 'sort':
      return pair(name, random.chance(0.5) ? `-${random.pick(names)}` : listed())
    case 'fields':
    case 'sum':
    case 'min':
    case 'max':
    case 'groupBy':
      return pair(name, listed())
    case 'include':
      return pair(
        name,
        random.chance(0.5) ? listed() : `${random.pick(names)}.${random.pick(names)}`,
      )
    case 'limit':
    case 'offset':
      return pair(name, String(random.pick([0, 1, 2, 100, 10_000])))
    case 'count':
      return pair(name, random.pick(['exact', 'estimate', '*', 'none']))
    case 'after':
    case 'before':
      return pair(name, random.chance(0.5) ? valueFor(chance) : 'AAAAAAAAAAAAAAAAAAAAAFsiLWlkIl0')
    default:
      return pair(deepName(chance, { name, isDeep, operators }), filterValue(chance, name))
  }
}

function filterValue(chance: Chance, name: string): string {
  const { random } = chance
  if (name === 'spot' && random.chance(0.7)) return random.pick(['46.9,7.4,100', '46,7,47,8'])
  const count = random.pick([1, 1, 1, 2])
  return Array.from({ length: count }, () => valueFor(chance, name)).join(',')
}

function deepName({ random, names }: Chance, { name, isDeep, operators }: Parameter): string {
  if (!isDeep) return name
  const group = name === 'or' || name === 'and' ? `${name}[${random.below(2)}]` : name
  const isOfOther = operators.length === 0
  const field = isOfOther ? `[${random.pick(names)}]` : ''
  const further = isOfOther && random.chance(0.25) ? `[${random.pick(names)}]` : ''
  const operator = random.pick([
    '',
    ...(isOfOther ? ['contains', 'startsWith', 'gt', 'lte', 'ne', 'in', 'exists'] : operators),
  ])
  return `${group}${field}${further}${operator === '' ? '' : `[${operator}]`}`
}

function randomBody(chance: Chance, target: Target): object {
  const { random } = chance
  const { body = {}, path } = target
  if (path.endsWith('/bulk')) {
    const count = 1 + random.below(2)
    return { data: Array.from({ length: count }, () => randomFields(chance, {}, true)) }
  }
  if (path.endsWith('/access')) {
    const entry = {
      user: random.pick([chance.own.id, 'zqcanary']),
      right: random.pick(['read', 'write']),
    }
    return { data: [entry] }
  }
  return randomFields(chance, body, target.method === 'POST' || target.method === 'PUT')
}

/** Most of what it takes, and now and then what it does not. */
function randomFields(
  chance: Chance,
  body: NonNullable<Target['body']>,
  isWhole: boolean,
): { [field: string]: unknown } {
  const { random, names } = chance
  const fields = Object.entries(body).filter(() => random.chance(isWhole ? 0.75 : 0.3))
  const strange = random.chance(0.25)
    ? [[random.pick([...names, 'tenantId', 'id', 'ownerId', '__proto__']), valueFor(chance)]]
    : []
  return Object.fromEntries([
    ...fields.map(([name, schema]) => [name, bodyValue(chance, name, schema)]),
    ...strange,
  ]) as { [field: string]: unknown }
}

function bodyValue(
  chance: Chance,
  name: string,
  schema: { readonly [key: string]: unknown },
): unknown {
  const { random, people, own } = chance
  if (name === 'scan' || name === 'draft') return fileFor(chance)
  const types = [schema.type].flat()
  if (random.chance(0.03)) return random.pick([null, [], {}, valueFor(chance)])
  if (schema.enum) return random.pick(schema.enum as unknown[])
  if (types.includes('boolean')) return random.chance(0.5)
  if (types.includes('integer')) return random.pick(numbers)
  if (types.includes('array')) return [idFor(chance, name)]
  if (types.includes('object')) return { lat: 46.9, lng: 7.4 }
  if (schema.format === 'uuid') return random.chance(0.1) ? null : idFor(chance, name)
  return random.chance(0.6) ? random.pick(words) : `${own === people.victim ? '' : 'meadow'} text`
}

/** A file of the victim, by its id or as it is read. */
function fileFor({ random, people }: Chance): unknown {
  const id = random.pick(people.victim.of.File ?? [])
  return random.pick([
    id,
    { id },
    { id, name: 'zqcanary scan.txt', type: 'text/plain', size: 16 },
    null,
  ])
}

function idFor({ random, people, own }: Chance, name: string): string {
  const whose = random.chance(0.7) ? people.victim : own
  const kind = /^(\w+?)Ids?$/.exec(name)?.[1] ?? ''
  const entity = { owner: 'User', author: 'User', user: 'User', parent: 'Task' }[kind] ?? kind
  const ids = whose.of[entity.charAt(0).toUpperCase() + entity.slice(1)]
  return random.pick(ids ?? whose.ids)
}

function randomHeaders(
  { random, people }: Chance,
  { method }: Target,
): Attack['headers'] | undefined {
  if (random.chance(0.75)) return undefined
  return random.pick([
    { 'if-match': '"1"' },
    { 'if-none-match': '"1"' },
    { 'if-match': '*' },
    { 'x-http-method-override': 'DELETE' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-tenant': people.victim.tenant },
    { cookie: `tenant=${people.victim.tenant}; session=${people.victim.id}` },
    ...(method === 'GET' ? [] : [{ 'idempotency-key': 'zqcanary-key' }]),
  ])
}
