import type { EntityIR } from '@cambium/model'
import {
  code,
  fitted,
  joined,
  literal,
  objectLines,
  type Part,
  propertyKey,
  stringLiteral,
} from '../../print/index.ts'
import {
  callerRef,
  creationOrder,
  isInUnique,
  isRef,
  linksOf,
  needsValue,
  type PlannedDecision,
  type PlannedRecord,
  subject,
  type Value,
  type World,
} from '../decisions/index.ts'
import * as runtime from '../runtime-names.ts'
import { sampleValue } from '../sample-value.ts'

/** How the text names what it makes. */
interface Names extends TableNames {
  /** The variable of each record. */
  of(at: number): string
  /** The id of the caller, as an expression. */
  callerId: string
}

/** What the decisions of a file share. */
export interface TableNames {
  /** The ids of users are what a token holds. */
  hasTextIds: boolean
  /** The entity whose records are the tenants, in a project with them. */
  tenant: string | null
  /** The constant with the values that every record of an entity needs; undefined where they are written out. */
  sampleOf(entity: string): string | undefined
}

/** One decision as an object of the table. */
export function decisionLines(decision: PlannedDecision, table: TableNames): Part {
  const { world } = decision
  const names = namesOf(world, table)
  const uses = ['system', ...(world.grants.length > 0 ? ['database'] : [])]
  const made = recordOrder(world, table).map((at) => recordLine(world, at, names))
  const parameter = made.length > 0 ? `{ ${uses.join(', ')} }` : ''
  return code`
    {
      name: ${stringLiteral(decision.name)},
      async request(${parameter}) {
        ${made}
        ${grantLines(world, names)}
        return ${requestObject(decision, names)}
      },
      expect: ${expectObject(decision)},
    }
  `
}

/** Whether the request is about the tenant that its caller asks for, and not the one that all other tests share. */
function isAboutTenant({ records, isSent }: World, { tenant }: TableNames): boolean {
  return !isSent && records[subject]?.entity.name === tenant
}

/** What belongs to a tenant comes after it. */
function recordOrder(world: World, table: TableNames): number[] {
  const order = creationOrder(world) ?? []
  if (!isAboutTenant(world, table)) return order
  const isWalled = (at: number): boolean => world.records[at]?.entity.tenant === true
  return [...order.filter((at) => !isWalled(at)), ...order.filter(isWalled)]
}

/** The values that any record of an entity needs, as members of an object. */
export function sampleMembers(entity: EntityIR): string[] {
  return entity.fields
    .filter((field) => needsValue(field) && !isInUnique(entity, field))
    .map((field) => `${propertyKey(field.name)}: ${literal(sampleValue(field, 1))}`)
}

function namesOf(world: World, table: TableNames): Names {
  const { caller, records } = world
  const isOther = (at: number): boolean =>
    records[at]?.isFiller === true && records[at].entity.name === 'User'
  const firstOther = [...records.keys()].find((at) => isOther(at) && at !== caller.record)
  const of = (at: number): string => {
    if (at === caller.record) return 'caller'
    if (at === subject) return 'record'
    return at === firstOther ? 'somebody' : `${records[at]?.entity.names.camel}${at}`
  }
  const id =
    callerRef(world).ref < 0 ? "'ann'" : table.hasTextIds ? 'caller.id' : 'String(caller.id)'
  return { ...table, of, callerId: id }
}

function recordLine(world: World, at: number, names: Names): Part {
  const record = world.records[at]
  if (!record) return ''
  const isWalled = isAboutTenant(world, names) && record.entity.tenant
  const maker = isWalled ? `system.crossTenant(${names.of(subject)}.id)` : 'system'
  const create = `await ${maker}.${record.entity.name}.create(`
  const isNamed = isMentioned(world, at)
  const start = isNamed ? `const ${names.of(at)} = ${create}` : create
  return code`${start}${object(recordMembers(world, at, names))})`
}

/** Does anything after it speak of the record? */
function isMentioned(world: World, at: number): boolean {
  const values = [
    ...world.records.flatMap((record) => Object.values(record.values)),
    ...Object.values(world.changes),
  ]
  return (
    at === subject ||
    at === world.caller.record ||
    values.some((value) => isRef(value) && value.ref === at) ||
    world.records.some((_, one) => linksOf(world, one).some(({ targets }) => targets.includes(at)))
  )
}

function recordMembers(world: World, at: number, names: Names): Part[] {
  const record = world.records[at]
  if (!record) return []
  const { entity, values } = record
  const sample = names.sampleOf(entity.name)
  const plain = entity.fields.flatMap((field) => {
    const value =
      values[field.name] ??
      (sample === undefined && isSampled(record, field) ? sampleValue(field, 1) : undefined)
    return value === undefined ? [] : [`${propertyKey(field.name)}: ${valueText(value, names)}`]
  })
  const links = linksOf(world, at).map(
    ({ input, targets }) => `${input}: [${targets.map((one) => `${names.of(one)}.id`).join(', ')}]`,
  )
  return [...(sample === undefined ? [] : [`...${sample}`]), ...plain, ...links]
}

function isSampled({ entity }: PlannedRecord, field: Parameters<typeof needsValue>[0]): boolean {
  return needsValue(field) && !isInUnique(entity, field)
}

function valueText(value: Value, names: Names): string {
  if (!isRef(value)) return literal(value)
  return value.ref < 0 ? names.callerId : `${names.of(value.ref)}.id`
}

function grantLines({ records, grants }: World, names: Names): Part[] {
  return grants.map(({ at, right, toCaller }) => {
    const members = [
      `entity: ${stringLiteral(records[at]?.entity.name ?? '')}`,
      `id: ${names.of(at)}.id`,
      `subject: { user: ${toCaller ? names.callerId : "'somebody else'"} }`,
      `right: ${stringLiteral(right)}`,
    ]
    return code`await ${runtime.access.value('grantAccess')}(database, ${object(members)})`
  })
}

const methods = { create: 'POST', update: 'PATCH', delete: 'DELETE' } as const

function requestObject({ world, request }: PlannedDecision, names: Names): Part {
  const path = `/api/${world.records[subject]?.entity.rest?.path}`
  const one = `\`${path}/\${${names.of(subject)}.id}\``
  const list = `\`${path}?count=exact&id=\${${names.of(subject)}.id}\``
  const access = `\`${path}/\${${names.of(subject)}.id}/access\``
  const ways = { create: stringLiteral(path), list, share: access }
  const url = request in ways ? ways[request as keyof typeof ways] : one
  const changes = Object.entries(world.changes).map(
    ([name, value]) => `${propertyKey(name)}: ${valueText(value, names)}`,
  )
  const body =
    request === 'create'
      ? object(recordMembers(world, subject, names))
      : request === 'update' && object(changes)
  return object([
    code`as: ${senderText(world, names)}`,
    ...(request in methods
      ? [`method: ${stringLiteral(methods[request as keyof typeof methods])}`]
      : []),
    `url: ${url}`,
    ...(body ? [code`body: ${body}`] : []),
  ])
}

function senderText(world: World, names: Names): Part {
  const { caller } = world
  if (!caller.signedIn) return runtime.testing.value('guest')
  const roles = caller.roles.map((role) => `, ${stringLiteral(role)}`).join('')
  if (isAboutTenant(world, names)) {
    const tenant = `${names.of(subject)}.id`
    return code`${runtime.testing.value('userOf')}(${tenant}, ${names.callerId}${roles})`
  }
  return code`${runtime.testing.value('user')}(${names.callerId}${roles})`
}

function expectObject({ request, status, problem, field, name }: PlannedDecision): Part {
  const members = [`status: ${status}`]
  if (problem) members.push(`problem: ${stringLiteral(problem)}`)
  if (request === 'list' && status === 200) {
    members.push(`body: { page: { total: ${name.startsWith('refuses') ? 0 : 1} } }`)
  }
  const text = field && `[${stringLiteral(field.field.name)}]`
  if (field?.is === 'refused') members.push(`errors: ${text}`)
  if (field?.is === 'shown') members.push(`shows: ${text}`)
  if (field?.is === 'hidden') members.push(`hides: ${text}`)
  return object(members)
}

function object(members: readonly Part[]): Part {
  if (members.length === 0) return '{}'
  return fitted(code`{ ${joined(members, ', ')} }`, objectLines(members))
}
