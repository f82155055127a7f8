import type { EntityIR, FieldIR } from '@cambium/model'
import { isBroughtId, isIntegerKey } from '@cambium/model/keys'
import { literal } from '../../print/index.ts'
import { type CallerCondition, callerCondition, impliesSignedIn } from '../caller-condition.ts'
import { createFields, isRequiredOnCreate } from '../entity-fields.ts'
import { fileOptions, sentFileField } from '../file-fields.ts'
import { pluralWords, withArticle } from '../header.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { sampleValue } from '../sample-value.ts'
import type { Body, ScenarioText, Sender } from './scenario.ts'

const somebody: Sender = { kind: 'anybody', roles: [] }
const guest: Sender = { kind: 'guest' }

/** What must not be possible, whoever the author's rules let in. */
export function refusalScenarios(project: ProjectPlan, { entity }: EntityPlan): ScenarioText[] {
  const url = `/api/${entity.rest?.path}`
  const offers = new Set(entity.operations)
  return [
    ...(offers.has('list') ? [...listRefusals(entity, url), ...queryRefusals(url)] : []),
    ...(offers.has('create') ? createRefusals(entity, url, validMembers(project, entity)) : []),
    ...(offers.has('get') && !isAnyText(entity) ? [unknownId(entity, url)] : []),
  ]
}

function listRefusals(entity: EntityIR, url: string): ScenarioText[] {
  const words = pluralWords(entity)
  const needs = entity.access.read ? callerCondition(entity.access.read) : onlyAdmin
  if (!impliesSignedIn(needs)) return []
  return [
    {
      name: `a guest may not list ${words}`,
      as: guest,
      url,
      status: 401,
      problem: 'unauthenticated',
    },
    ...(isForRoles(needs)
      ? [
          {
            name: `no list of ${words} without the role`,
            as: somebody,
            url,
            status: 403,
            problem: 'forbidden',
          },
        ]
      : []),
  ]
}

const onlyAdmin: CallerCondition = { kind: 'role', roles: ['admin'] }

/** True when nobody without a role meets the condition. */
function isForRoles(condition: CallerCondition): boolean {
  if (condition.kind === 'nobody' || condition.kind === 'role') return true
  return condition.kind === 'all' && condition.parts.some(isForRoles)
}

function queryRefusals(url: string): ScenarioText[] {
  const refused = { as: somebody, status: 400, problem: 'bad_request' }
  return [
    { ...refused, name: 'an unknown filter', url: `${url}?noSuchField=1`, errors: ['noSuchField'] },
    { ...refused, name: 'an unknown sort field', url: `${url}?sort=noSuchField`, errors: ['sort'] },
    {
      ...refused,
      name: 'an unknown relation',
      url: `${url}?include=noSuchRelation`,
      errors: ['include'],
    },
  ]
}

/** A key of one text has every text for an id. */
function isAnyText({ key, fields }: EntityIR): boolean {
  if (key.kind !== 'composite' || key.fields.length > 1) return false
  return fields.some(({ name, value }) => name === key.fields[0] && value === 'string')
}

function unknownId(entity: EntityIR, url: string): ScenarioText {
  return {
    name: `${withArticle(entity.names.words)} with an id that is none`,
    as: somebody,
    url: `${url}/%20`,
    status: 404,
    problem: 'not_found',
  }
}

function createRefusals(
  entity: EntityIR,
  url: string,
  valid: Body['members'] | null,
): ScenarioText[] {
  const post = { method: 'POST', url, as: somebody, status: 422, problem: 'invalid' } as const
  return [
    ...(valid ? callerRefusals(entity, url, valid) : []),
    {
      ...post,
      name: 'an unknown field',
      body: bodyOf([...(valid ?? []), { name: 'noSuchField', value: '1' }]),
      errors: ['noSuchField'],
    },
    ...wrongValues(entity, valid ?? []).map(({ name, field, body }) => ({
      ...post,
      name,
      body,
      errors: [field],
    })),
  ]
}

function callerRefusals(entity: EntityIR, url: string, valid: Body['members']): ScenarioText[] {
  const { create } = entity.access
  const needs = create ? callerCondition(create) : onlyAdmin
  if (!impliesSignedIn(needs)) return []
  const words = withArticle(entity.names.words)
  const post = { method: 'POST', url, body: bodyOf(valid) } as const
  return [
    {
      ...post,
      name: `a guest may not create ${words}`,
      as: guest,
      status: 401,
      problem: 'unauthenticated',
    },
    ...(isForRoles(needs)
      ? [
          {
            ...post,
            name: `nobody creates ${words} without the role`,
            as: somebody,
            status: 403,
            problem: 'forbidden',
          },
        ]
      : []),
  ]
}

/** Characters that are well within the largest body: a longer text is refused for that. */
const sendable = 500_000

interface WrongValue {
  name: string
  field: string
  body: Body
}

function wrongValues(entity: EntityIR, valid: Body['members']): WrongValue[] {
  const accepted = createFields(entity)
  const required = accepted.find(isRequiredOnCreate)
  const typed = accepted.find(({ value }) => value !== 'json')
  const limited = accepted.find(
    ({ value, limits: { max }, choice }) =>
      value === 'string' && !choice && typeof max === 'number' && max < sendable,
  )
  const filed = sentFileField(entity)
  const readOnly = entity.fields.find((field) => field.readOnly && field.origin === 'model')
  const without = (name: string): Body['members'] => valid.filter((member) => member.name !== name)
  const withValue = (field: FieldIR, value: string): Body =>
    bodyOf([...without(field.name), { name: field.name, value }])
  return [
    ...(required
      ? [
          {
            name: `no ${required.name}`,
            field: required.name,
            body: bodyOf(without(required.name)),
          },
        ]
      : []),
    ...(typed
      ? [
          {
            name: `a value of another type for ${typed.name}`,
            field: typed.name,
            body: withValue(typed, '{ wrong: true }'),
          },
        ]
      : []),
    ...(limited
      ? [
          {
            name: `too long a text for ${limited.name}`,
            field: limited.name,
            body: withValue(limited, `'x'.repeat(${Number(limited.limits.max) + 1})`),
          },
        ]
      : []),
    ...(filed
      ? [
          {
            name: `a path in place of a file for ${filed.name}`,
            field: fileOptions(filed).many ? `${filed.name}.0` : filed.name,
            body: withValue(filed, fileOptions(filed).many ? `['../a']` : `'../a'`),
          },
        ]
      : []),
    ...(readOnly
      ? [
          {
            name: `a value for ${readOnly.name}, which is read-only`,
            field: readOnly.name,
            body: withValue(readOnly, 'null'),
          },
        ]
      : []),
  ]
}

/** The required values in a valid form; what they refer to need not exist, since nobody looks that far. */
function validMembers(project: ProjectPlan, entity: EntityIR): Body['members'] | null {
  const fields = createFields(entity).filter(isRequiredOnCreate)
  const members = fields.map((field) => ({
    name: field.name,
    value: literal(requiredValue(project, field)),
  }))
  if (members.some(({ value }) => value === 'null')) return null
  return entity.manyToMany.some(({ required, readOnly }) => required && !readOnly) ? null : members
}

function requiredValue(project: ProjectPlan, field: FieldIR): ReturnType<typeof sampleValue> {
  if (!field.reference) return sampleValue(field, 1)
  const { key, fields } = project.of(field.reference.target).entity
  const id = fields.find(({ name }) => name === 'id')
  if (id && isBroughtId(id)) return sampleValue(id, 1)
  if (isIntegerKey(key)) return 1
  return key.kind === 'nanoid' ? 'x'.repeat(21) : '00000000-0000-7000-8000-000000000001'
}

function bodyOf(members: Body['members']): Body {
  return { members, uses: [] }
}
