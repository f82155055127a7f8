import type {
  Body,
  CreateAsk,
  DeleteAsk,
  MatchingAsk,
  UpdateAsk,
  UpsertAsk,
  WriteAsk,
} from '../requests/ask.ts'
import type { Row, Rows, Value } from '../world/shape.ts'
import { allows, arrowOf, decidedByCaller, isReached, type Situation } from './decide.ts'
import { denied, type Expected } from './expected.ts'
import { isUnknown, matches } from './filter.ts'
import { createGraph, tenantOfRow } from './graph.ts'
import { expectSharing } from './sharing.ts'
import { fieldsOf, masked, mayRead, mayReadAny, mayReadField, visible } from './sight.ts'
import { withLinks, withoutRow, withRow } from './tables.ts'

/** What a write must be answered with, and what it leaves in the tables. */
export function expectWrite(situation: Situation, ask: WriteAsk): Expected {
  switch (ask.kind) {
    case 'create':
      return expectCreate(situation, ask)
    case 'update':
      return answered(situation, ask.entity, update(situation, ask))
    case 'delete':
      return expectDelete(situation, ask)
    case 'upsert':
      return expectUpsert(situation, ask)
    case 'updateMatching':
    case 'deleteMatching':
      return expectMatching(situation, ask)
    case 'share':
    case 'unshare':
      return expectSharing(situation, ask)
  }
}

interface Refused {
  readonly refusals: readonly number[]
  readonly unwritable?: readonly string[]
}

/** One write: the refusals there are, or the row and all rows afterwards. */
type Outcome = Refused | { readonly refusals?: undefined; readonly row: Row; readonly rows: Rows }

function refused({ graph }: Situation, { refusals, unwritable = [] }: Refused): Expected {
  const answer = { status: 0, body: undefined }
  return { refusals, unwritable, answer, rows: graph.rows }
}

function answered(situation: Situation, entity: string, outcome: Outcome, status = 200): Expected {
  if (outcome.refusals) return refused(situation, outcome)
  const after = later(situation, outcome.rows)
  const body = masked(after, entity, outcome.row)
  return { refusals: [], answer: { status, body }, rows: outcome.rows }
}

function later(situation: Situation, rows: Rows): Situation {
  return { ...situation, graph: createGraph(situation.graph.shape, rows) }
}

function expectCreate(situation: Situation, { entity, bodies, isBulk }: CreateAsk): Expected {
  let at = situation
  const data: unknown[] = []
  for (const [index, body] of bodies.entries()) {
    const outcome = create(at, { entity, body, id: `new-${index}` })
    if (outcome.refusals) return { ...refused(situation, outcome), at: index }
    at = later(situation, outcome.rows)
    if (!isBulk) return answered(situation, entity, outcome, 201)
    // Each is masked when it is made, before those that follow.
    data.push(masked(at, entity, outcome.row))
  }
  return { refusals: [], answer: { status: 201, body: { data } }, rows: at.graph.rows }
}

function create(
  situation: Situation,
  { entity, body, id }: { entity: string; body: Body; id: string },
): Outcome {
  const { graph, asker, now } = situation
  const shape = graph.entity(entity)
  const rule = shape.access.create
  // Whose it is, is not for callers to say.
  if ('tenantId' in body) return { refusals: [422] }
  if (decidedByCaller(situation, rule) === false) return { refusals: [denied(asker)] }
  const tenant = shape.tenancy === 'row' ? { tenantId: asker.tenant } : {}
  const empty = Object.fromEntries(fieldsOf(shape).map(({ name }) => [name, null]))
  const row: Row = {
    ...empty,
    ...columnsOf(situation, entity, body),
    ...tenant,
    id,
    createdAt: now,
    updatedAt: now,
    ...(shape.versioned && { version: 1 }),
    ...(shape.softDelete && { deletedAt: null }),
  }
  const bare = { ...graph.rows, grants: graph.rows.grants.filter((grant) => grant.id !== id) }
  const rows = linked(situation, { entity, id, body, rows: withRow(bare, entity, row) })
  const after = later(situation, rows)
  const sent = Object.keys(body)
  const isHomeless =
    shape.tenancy === 'row' &&
    !graph.rows.tables.Company?.some(({ id: one }) => one === asker.tenant)
  if (isHomeless) return homeless(situation, { entity, row, body })
  const broken = referenceRefusals(situation, { entity, body, previous: null })
  const taken = takenRefusals(situation, entity, { row, isNew: true })
  if (broken.length > 0) {
    const may = settled(() => allows(after, rule, { entity, row }))
    const fields = settled(() => unwritableOf(after, { entity, sent, row }).length === 0)
    return { refusals: [...broken, ...taken, ...(may && fields ? [] : [denied(asker)])] }
  }
  const unwritable = unwritableOf(after, { entity, sent, row })
  const refusals = [
    ...taken,
    ...modelRefusals(situation, { entity, next: row, previous: null }),
    ...(allows(after, rule, { entity, row }) ? [] : [denied(asker)]),
    ...(unwritable.length === 0 ? [] : [denied(asker)]),
  ]
  return refusals.length > 0 ? { refusals, unwritable } : { row, rows }
}

/** Whoever is in no tenant creates none of its records: 403, 422 in one that is none, or what was wrong before that. */
function homeless(
  situation: Situation,
  { entity, row, body }: { entity: string; row: Row; body: Body },
): Outcome {
  return {
    refusals: [
      denied(situation.asker),
      ...(situation.asker.tenant === null ? [] : [422]),
      ...takenRefusals(situation, entity, { row, isNew: true }),
      ...modelRefusals(situation, { entity, next: row, previous: null }),
      ...referenceRefusals(situation, { entity, body, previous: null }),
    ],
  }
}

function update(
  situation: Situation,
  { entity, id, body, ifMatch }: Omit<UpdateAsk, 'kind'>,
): Outcome {
  const { graph, asker, now } = situation
  const shape = graph.entity(entity)
  const rule = shape.access.update
  if (Object.keys(body).length === 0 || 'tenantId' in body) return { refusals: [422, 412] }
  const found = loaded(situation, { entity, id, ifMatch, rule })
  if (found.refusals) return found
  const previous = found.row
  const columns = columnsOf(situation, entity, body)
  const version = shape.versioned ? { version: Number(previous.version) + 1 } : {}
  const next: Row = { ...previous, ...columns, updatedAt: now, ...version }
  const changed = changedNames(situation, { entity, body, columns, previous })
  const intent = { next, changed }
  const broken = referenceRefusals(situation, { entity, body, previous })
  const taken = takenRefusals(situation, entity, { row: next, isNew: false })
  const unwritable = unwritableOf(situation, { entity, sent: Object.keys(body), row: previous })
  const fields = unwritable.length === 0 ? [] : [denied(asker)]
  if (broken.length > 0) {
    const may = settled(() => allows(situation, rule, { entity, row: previous, intent }))
    const refusals = [...fields, ...broken, ...taken, ...(may ? [] : [denied(asker)])]
    return { refusals, unwritable }
  }
  const refusals = [
    ...fields,
    // Whoever may not change it is not told how it would have met the rules of the model.
    ...(allows(situation, rule, { entity, row: previous, intent })
      ? [...modelRefusals(situation, { entity, next, previous }), ...taken]
      : [denied(asker)]),
  ]
  if (refusals.length > 0) return { refusals, unwritable }
  const rows = linked(situation, { entity, id, body, rows: withRow(graph.rows, entity, next) })
  return { row: next, rows }
}

/** A value that is sent again is a change where the caller may not know that it is none; so are links. */
function changedNames(
  situation: Situation,
  {
    entity,
    body,
    columns,
    previous,
  }: { entity: string; body: Body; columns: { [field: string]: Value }; previous: Row },
): string[] {
  const isChanged = (field: string): boolean =>
    previous[field] !== columns[field] || !mayReadField(situation, { entity, field, row: previous })
  const { links } = situation.graph.entity(entity)
  const sent = links.filter(({ input }) => body[input] !== undefined)
  return [...Object.keys(columns).filter(isChanged), ...sent.map(({ relation }) => relation)]
}

/** The row of a write, under the read rule. */
function loaded(
  situation: Situation,
  {
    entity,
    id,
    ifMatch,
    rule,
  }: {
    entity: string
    id: string
    ifMatch: string | undefined
    rule: Parameters<typeof decidedByCaller>[1]
  },
): { refusals: readonly number[] } | { refusals?: undefined; row: Row } {
  const { graph, asker } = situation
  const shape = graph.entity(entity)
  const isVersion = ifMatch !== undefined && ifMatch !== '*'
  if (isVersion && !shape.versioned) return { refusals: [412] }
  if (decidedByCaller(situation, rule) === false) return { refusals: [denied(asker)] }
  if (!mayReadAny(situation, entity)) return { refusals: [denied(asker)] }
  const row = graph.find(entity, id)
  if (row === undefined || !mayRead(situation, entity, row)) return { refusals: [404] }
  if (isVersion && ifMatch !== `"${row.version}"`) return { refusals: [412] }
  return { row }
}

function expectDelete(situation: Situation, ask: DeleteAsk): Expected {
  const outcome = remove(situation, ask)
  if (outcome.refusals) return refused(situation, outcome)
  return { refusals: [], answer: { status: 204, body: undefined }, rows: outcome.rows }
}

function remove(situation: Situation, { entity, id, ifMatch }: Omit<DeleteAsk, 'kind'>): Outcome {
  const { graph, asker, now } = situation
  const { access, softDelete } = graph.entity(entity)
  const found = loaded(situation, { entity, id, ifMatch, rule: access.delete })
  if (found.refusals) return found
  const { row } = found
  if (!allows(situation, access.delete, { entity, row })) return { refusals: [denied(asker)] }
  if (softDelete) return { row, rows: withRow(graph.rows, entity, { ...row, deletedAt: now }) }
  const rows = withoutRow(graph.shape, graph.rows, { entity, id })
  return rows === null ? { refusals: [409] } : { row, rows }
}

/** A record that is not seen is not there to be changed: what is created then may be in its way. */
function expectUpsert(
  situation: Situation,
  { entity, by, name, body, ifMatch }: UpsertAsk,
): Expected {
  const { graph } = situation
  const isVersion = ifMatch !== undefined && ifMatch !== '*'
  if (isVersion && !graph.entity(entity).versioned) return refused(situation, { refusals: [412] })
  const row = graph
    .live(entity)
    .filter((one) => mayRead(situation, entity, one))
    .find((one) => one[by] === name && mayReadField(situation, { entity, field: by, row: one }))
  if (row !== undefined) {
    const id = String(row.id)
    const match = ifMatch === undefined ? {} : { ifMatch }
    return answered(situation, entity, update(situation, { entity, id, body, ...match }))
  }
  if (ifMatch !== undefined) return refused(situation, { refusals: [412] })
  const whole = by === 'id' ? body : { ...body, [by]: name }
  const id = by === 'id' ? name : 'new-0'
  const outcome = create(situation, { entity, body: whole, id })
  if (outcome.refusals?.includes(409))
    return refused(situation, { ...outcome, refusals: [...outcome.refusals, 404] })
  return answered(situation, entity, outcome, 201)
}

function expectMatching(situation: Situation, ask: MatchingAsk): Expected {
  const { kind, entity, filter, body } = ask
  const refusals = [
    ...(isUnknown(situation, entity, filter) ? [400] : []),
    ...(mayReadAny(situation, entity) ? [] : [denied(situation.asker)]),
    ...(kind === 'updateMatching' && (Object.keys(body).length === 0 || 'tenantId' in body)
      ? [422]
      : []),
  ]
  if (refusals.length > 0) return refused(situation, { refusals })
  const ids = visible(situation, entity)
    .filter((row) => matches(situation, filter, { entity, row }))
    .map(({ id }) => String(id))
    .sort()
  let at = situation
  for (const [index, id] of ids.entries()) {
    const outcome =
      kind === 'updateMatching' ? update(at, { entity, id, body }) : remove(at, { entity, id })
    if (outcome.refusals) return { ...refused(situation, outcome), at: index }
    at = later(situation, outcome.rows)
  }
  const answer = { status: 200, body: { count: ids.length, ids } }
  return { refusals: [], answer, rows: at.graph.rows }
}

/** The values of a body that stand in the row itself. */
function columnsOf({ graph }: Situation, entity: string, body: Body): { [field: string]: Value } {
  const inputs = graph.entity(entity).links.map(({ input }) => input)
  return Object.fromEntries(Object.entries(body).filter(([name]) => !inputs.includes(name))) as {
    [field: string]: Value
  }
}

function linked(
  situation: Situation,
  { entity, id, body, rows }: { entity: string; id: string; body: Body; rows: Rows },
): Rows {
  let made = rows
  for (const { relation, input, target } of situation.graph.entity(entity).links) {
    const ids = body[input]
    // What a record that all share is linked to in another tenant stays.
    const isKept = (far: string): boolean => {
      const row = (rows.tables[target] ?? []).find((one) => one.id === far)
      return row !== undefined && !isReached(situation, target, row)
    }
    if (Array.isArray(ids)) made = withLinks(made, `${entity}.${relation}`, { id, ids, isKept })
  }
  return made
}

/** What a record refers to must be readable; a key the caller knows to stand there already may stay. */
function referenceRefusals(
  situation: Situation,
  { entity, body, previous }: { entity: string; body: Body; previous: Row | null },
): number[] {
  const { graph } = situation
  const { references, links } = graph.entity(entity)
  const isSeen = (target: string, id: Value): boolean => {
    const row = graph.find(target, id)
    return row !== undefined && mayRead(situation, target, row)
  }
  const keys = references.every(({ key, target }) => {
    const id = body[key] as Value | undefined
    if (id === undefined || id === null) return true
    const isKept =
      previous !== null &&
      previous[key] === id &&
      mayReadField(situation, { entity, field: key, row: previous })
    return isKept || isSeen(target, id)
  })
  const linkedTo = links.every(({ input, target }) =>
    ((body[input] ?? []) as readonly string[]).every((id) => isSeen(target, id)),
  )
  return keys && linkedTo ? [] : [422]
}

/** What was sent and may not be. */
function unwritableOf(
  situation: Situation,
  { entity, sent, row }: { entity: string; sent: readonly string[]; row: Row },
): string[] {
  return fieldsOf(situation.graph.entity(entity))
    .filter(({ name, rules }) => sent.includes(name) && rules?.write !== undefined)
    .filter(({ rules }) => !allows(situation, rules?.write ?? null, { entity, row }))
    .map(({ name }) => name)
}

/** False also where a rule leads on from what is not there, which its arrow cannot. */
function settled(decide: () => boolean): boolean {
  try {
    return decide()
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** Moves that a choice does not have, and checks that do not hold. */
function modelRefusals(
  { graph }: Situation,
  { entity, next, previous }: { entity: string; next: Row; previous: Row | null },
): number[] {
  const { fields, checks } = graph.entity(entity)
  const mayMove = fields.every(({ name, choices = [], transitions }) => {
    if (transitions === undefined) return true
    const [to, from] = [next[name], previous?.[name]]
    if (previous === null) return to === choices[0]
    return from === to || transitions[String(from)]?.includes(String(to)) === true
  })
  const holds = checks.every((check) => arrowOf(check)(graph.view(entity, next, null)))
  return mayMove && holds ? [] : [422]
}

/** What is unique is so among all rows of a tenant, seen or not, and an id among all there are. */
function takenRefusals(
  { graph }: Situation,
  entity: string,
  { row, isNew }: { row: Row; isNew: boolean },
): number[] {
  const stored = graph.rows.tables[entity] ?? []
  const isIdTaken = isNew && stored.some(({ id }) => id === row.id)
  // The name of a deleted record is free again.
  const shape = graph.entity(entity)
  const whose = tenantOfRow(shape, row)
  const others = graph
    .live(entity)
    .filter((one) => one.id !== row.id && tenantOfRow(shape, one) === whose)
  const isTaken = shape.fields.some(
    ({ name, unique }) => unique && others.some((one) => one[name] === row[name]),
  )
  return isTaken || isIdTaken ? [409] : []
}
