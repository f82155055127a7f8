import { type CallApi, createApiCaller } from './api-caller.ts'
import {
  type CrudFailure,
  createRecordMaker,
  type MadeRecord,
  type RecordMaker,
} from './record-maker.ts'
import { sentDifferences } from './sent-differences.ts'
import { readServedEntities, type ServedEntity } from './served-entity.ts'

export type { CrudFailure } from './record-maker.ts'

/** What came of trying every entity. */
export interface CrudReport {
  entities: number
  requests: number
  /** Entities that can be read but not created over the API. */
  readOnly: string[]
  failures: CrudFailure[]
}

/**
 * Lists, creates, gets, finds, includes, updates and deletes a record of every entity of a generated project that is
 * served at `url`, as whoever holds the token (role admin). What is created is deleted again.
 */
export async function crudEveryEntity(options: {
  folder: string
  url: string
  token: string
}): Promise<CrudReport> {
  const entities = readServedEntities(options.folder)
  const send = createApiCaller(options)
  let requests = 0
  const call: CallApi = (...request) => {
    requests += 1
    return send(...request)
  }
  const maker = createRecordMaker(call, entities)
  for (const entity of entities) await list(call, maker, entity)
  for (const entity of entities) {
    const record = await maker.need(entity)
    if (record) await tryRecord(call, maker, record)
  }
  for (const record of maker.made.toReversed()) await remove(call, maker, record)
  const readOnly = entities.filter(({ create }) => !create).map(({ name }) => name)
  return { entities: entities.length, requests, readOnly, failures: maker.failures }
}

async function list(
  call: CallApi,
  maker: RecordMaker,
  { name, path }: ServedEntity,
): Promise<void> {
  const { status, body } = await call('GET', `${path}?limit=2`)
  if (status === 200 && Array.isArray((body as { data?: unknown }).data)) return
  maker.failures.push({ entity: name, step: 'list', status, sent: path, answer: body })
}

async function tryRecord(call: CallApi, maker: RecordMaker, made: MadeRecord): Promise<void> {
  const { entity, id, sent } = made
  const fail = (
    step: CrudFailure['step'],
    status: number,
    given: unknown,
    answer: unknown,
  ): void => {
    maker.failures.push({ entity: entity.name, step, status, sent: given, answer })
  }
  const single = `${entity.path}/${encodeURIComponent(id)}`
  const got = await call('GET', single)
  const differences = sentDifferences(sent, got.body)
  if (got.status !== 200 || differences.length > 0) {
    fail('get', got.status, sent, differences.length > 0 ? differences : got.body)
  }
  await find(call, made, fail)
  for (const relation of relationsOf(entity)) {
    const included = await call('GET', `${single}?include=${relation}`)
    if (included.status !== 200) fail('include', included.status, relation, included.body)
  }
  const change = maker.change(made)
  if (!entity.update || Object.keys(change).length === 0) return
  const updated = await call('PATCH', single, change)
  const missed = sentDifferences(change, updated.body)
  if (updated.status !== 200 || missed.length > 0) {
    fail('update', updated.status, change, missed.length > 0 ? missed : updated.body)
  }
}

type Fail = (step: CrudFailure['step'], status: number, sent: unknown, answer: unknown) => void

async function find(call: CallApi, { entity, id }: MadeRecord, fail: Fail): Promise<void> {
  const query = new URLSearchParams({ 'id[eq]': String(id) })
  const { status, body } = await call('GET', `${entity.path}?${query}`)
  const data = (body as { data?: { id: unknown }[] } | null)?.data
  if (status !== 200 || data?.length !== 1 || data[0]?.id !== id) {
    fail('find', status, query.toString(), body)
  }
}

function relationsOf({ entity }: ServedEntity): string[] {
  return [
    ...entity.fields.flatMap(({ reference }) => reference?.relation ?? []),
    ...entity.manyToMany.map(({ name }) => name),
    ...entity.inverses.map(({ name }) => name),
  ]
}

async function remove(call: CallApi, maker: RecordMaker, record: MadeRecord): Promise<void> {
  const { entity, id } = record
  if (!entity.canDelete) return
  const single = `${entity.path}/${encodeURIComponent(id)}`
  const { status, body } = await call('DELETE', single)
  if (status !== 204) {
    maker.failures.push({ entity: entity.name, step: 'delete', status, sent: single, answer: body })
    return
  }
  const gone = await call('GET', single)
  if (gone.status === 404) return
  const sent = 'a deleted record is not found'
  maker.failures.push({
    entity: entity.name,
    step: 'delete',
    status: gone.status,
    sent,
    answer: gone.body,
  })
}
