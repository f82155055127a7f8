import type { EntityIR, FieldIR } from '@cambium/model'
import { literal } from '../../print/index.ts'
import { heldTogether, isAcceptedOnUpdate, isReturned } from '../entity-fields.ts'
import { fileOptions, sentFileField } from '../file-fields.ts'
import { pluralWords, withArticle } from '../header.ts'
import { sampleValue } from '../sample-value.ts'
import { meetsChecks, sampleRecord } from './sample-record.ts'
import type { Body, ScenarioText, Sender } from './scenario.ts'
import type { TestPlan } from './test-plan.ts'

/** What somebody who may do everything gets, in the order in which it is done. */
export function answerScenarios(tests: TestPlan): ScenarioText[] {
  const { entity } = tests.plan
  const url = `/api/${entity.rest?.path}`
  const offers = new Set(entity.operations)
  const { reader, updater, deleter, creation } = tests
  const words = withArticle(entity.names.words)
  const one = `${url}/\${existing.id}`
  const itself: Body = { members: [{ name: 'id', value: 'existing.id' }], uses: ['existing'] }
  return [
    ...(reader && offers.has('list')
      ? [
          {
            name: `lists ${pluralWords(entity)}`,
            as: reader,
            url,
            status: 200,
            answer: onePage,
          },
        ]
      : []),
    ...(reader && offers.has('get')
      ? [{ name: `reads ${words}`, as: reader, url: one, status: 200, answer: itself }]
      : []),
    ...(creation && offers.has('create')
      ? [
          {
            ...post(url, creation),
            name: `creates ${words}`,
            answer: returned(entity, creation.body),
          },
        ]
      : []),
    ...(creation && offers.has('create') ? unknownFile(entity, url, creation) : []),
    ...(updater && offers.has('update') ? updates(entity, updater, one) : []),
    ...(deleter && offers.has('delete') ? deletes(entity, { deleter, reader, one }) : []),
  ]
}

const onePage: Body = {
  members: [{ name: 'page', value: '{ hasMore: false }' }],
  uses: [],
}

/** Whoever may create a record may still not give it the file of somebody else, or one that is not there. */
function unknownFile(
  entity: EntityIR,
  url: string,
  { as, body }: { as: Sender; body: Body },
): ScenarioText[] {
  const field = sentFileField(entity)
  if (!field) return []
  const { many } = fileOptions(field)
  const id = literal('00000000-0000-4000-8000-000000000000')
  const members = body.members.filter(({ name }) => name !== field.name)
  const file = { name: field.name, value: many ? `[${id}]` : id }
  return [
    {
      ...post(url, { as, body: { ...body, members: [...members, file] } }),
      name: `no file for ${field.name} that the caller did not upload`,
      status: 422,
      problem: 'invalid',
      errors: [many ? `${field.name}.0` : field.name],
    },
  ]
}

function post(url: string, { as, body }: { as: Sender; body: Body }): Omit<ScenarioText, 'name'> {
  return { as, method: 'POST', url, body, status: 201 }
}

/** What was sent comes back, but for what is never returned or not to everybody. */
function returned(entity: EntityIR, body: Body): Body {
  const shown = new Set(
    entity.fields
      .filter((field) => isReturned(field) && !hasReadRule(entity, field))
      .map(({ name }) => name),
  )
  const members = body.members.filter(({ name }) => shown.has(name))
  const uses = body.uses.filter((name) => members.some(({ value }) => value.includes(`${name}.`)))
  return { members, uses }
}

function updates(entity: EntityIR, as: Sender, url: string): ScenarioText[] {
  const field = entity.fields.find((candidate) => isPlainlyChanged(entity, candidate))
  const before = sampleRecord(entity, 1, { byServer: true })
  const value = field && sampleValue(field, 3)
  if (!field || !before || value === null || value === undefined) return []
  if (!meetsChecks(entity, { ...before, [field.name]: value })) return []
  const body: Body = { members: [{ name: field.name, value: literal(value) }], uses: [] }
  return [
    {
      name: `changes ${withArticle(entity.names.words)}`,
      as,
      method: 'PATCH',
      url,
      body,
      status: 200,
      answer: body,
    },
  ]
}

/** A field that anybody who may change the record may change, to any value. */
function isPlainlyChanged(entity: EntityIR, field: FieldIR): boolean {
  const ruled = entity.fieldAccess.some((access) => access.field === field.name)
  return (
    isAcceptedOnUpdate(field) &&
    isReturned(field) &&
    !ruled &&
    !field.reference &&
    !heldTogether(entity).has(field.name) &&
    !field.choice?.transitions
  )
}

function hasReadRule(entity: EntityIR, { name }: FieldIR): boolean {
  return entity.fieldAccess.some(({ field, read }) => field === name && read !== null)
}

function deletes(
  entity: EntityIR,
  { deleter, reader, one }: { deleter: Sender; reader: Sender | null; one: string },
): ScenarioText[] {
  const words = withArticle(entity.names.words)
  return [
    { name: `deletes ${words}`, as: deleter, method: 'DELETE', url: one, status: 204 },
    ...(reader && entity.operations.includes('get')
      ? [
          {
            name: `no longer has ${words} that was deleted`,
            as: reader,
            url: one,
            status: 404,
            problem: 'not_found',
          },
        ]
      : []),
  ]
}
