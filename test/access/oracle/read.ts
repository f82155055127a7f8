import type { AggregateAsk, GetAsk, ListAsk, ReadAsk } from '../requests/ask.ts'
import type { EntityShape, Row, Value } from '../world/shape.ts'
import type { Situation } from './decide.ts'
import { denied, type Expected } from './expected.ts'
import { compare, isFound, isUnknown, matches, searchedFields } from './filter.ts'
import { expectHistory } from './history.ts'
import { includeInto, isKnownInclude } from './include.ts'
import { orderOf } from './order-of.ts'
import { expectSharing } from './sharing.ts'
import {
  isOpen,
  masked,
  mayRead,
  mayReadAny,
  shownField,
  visible,
  visibleRelated,
} from './sight.ts'

/** What a read must be answered with. */
export function expectRead(situation: Situation, ask: ReadAsk): Expected {
  switch (ask.kind) {
    case 'list':
      return expectList(situation, ask)
    case 'get':
      return expectGet(situation, ask)
    case 'aggregate':
      return expectAggregate(situation, ask)
    case 'history':
      return expectHistory(situation, ask)
    case 'grants':
      return expectSharing(situation, ask)
  }
}

function expected(
  situation: Situation,
  refusals: readonly number[],
  body: unknown,
  status = 200,
): Expected {
  return { refusals, answer: { status, body }, rows: situation.graph.rows }
}

function expectList(situation: Situation, ask: ListAsk): Expected {
  const { graph } = situation
  const entity = graph.entity(ask.entity)
  const sorted = (ask.sort ?? []).map((name) => name.replace('-', ''))
  const isShown = (name: string): boolean => shownField(entity, name) !== undefined
  const searched = ask.q === undefined ? [] : searchedFields(situation, entity)
  const isMalformed =
    isUnknown(situation, ask.entity, ask.filter) ||
    !sorted.every((name) => isSortable(entity, name) && isOpen(situation, ask.entity, name)) ||
    !(ask.fields ?? []).every(isShown) ||
    !ask.include.every((path) => isKnownInclude(situation, ask.entity, path)) ||
    (ask.q !== undefined && searched.length === 0)
  const refusals = [
    ...(isMalformed ? [400] : []),
    ...(mayReadAny(situation, ask.entity) ? [] : [denied(situation.asker)]),
    ...parentRefusals(situation, ask),
  ]
  if (refusals.length > 0) return expected(situation, refusals, undefined)
  const all = found(situation, ask)
  const order = orderOf(ask.sort ?? ['-createdAt'])
  const { after } = ask
  const left = after === undefined ? all : all.filter((row) => order(after, row) < 0)
  const offset = ask.offset ?? 0
  const page = left.slice(offset, offset + ask.limit)
  const data = page.map((row) => shaped(situation, ask, row))
  const hasMore = left.length > offset + ask.limit
  return expected(situation, [], { data, hasMore, ...(ask.counted && { total: all.length }) })
}

/** Everything that a list would show, page by page. */
function found(situation: Situation, ask: ListAsk): Row[] {
  const searched =
    ask.q === undefined ? [] : searchedFields(situation, situation.graph.entity(ask.entity))
  return candidates(situation, ask)
    .filter((row) => matches(situation, ask.filter, { entity: ask.entity, row }))
    .filter((row) => ask.q === undefined || isFound(row, searched, ask.q))
    .sort(orderOf(ask.sort ?? ['-createdAt']))
}

/** The row at which the first page of a list ends, when there is another page. */
export function endOfPage(situation: Situation, ask: ListAsk): Row | undefined {
  if (expectList(situation, ask).refusals.length > 0) return undefined
  const all = found(situation, ask)
  return all.length > ask.limit ? all[ask.limit - 1] : undefined
}

function isSortable(entity: EntityShape, name: string): boolean {
  const field = shownField(entity, name)
  return field?.isFindable === true && field.kind !== 'point'
}

/** A parent that is not seen is not there; a list over a key that never leaves is no address. */
function parentRefusals(situation: Situation, { parent }: ListAsk): number[] {
  if (parent === undefined) return []
  const { graph, asker } = situation
  if (!mayReadAny(situation, parent.entity)) return [denied(asker), 404]
  const row = graph.find(parent.entity, parent.id)
  const relation = graph.relation(parent.entity, parent.relation)
  const isSeen = row !== undefined && mayRead(situation, parent.entity, row)
  const { holder } = relation ?? {}
  const isHidden =
    holder !== undefined && shownField(graph.entity(holder.entity), holder.key) === undefined
  return isSeen && relation !== undefined && !isHidden ? [] : [404]
}

function candidates(situation: Situation, { entity, parent }: ListAsk): Row[] {
  if (parent === undefined) return visible(situation, entity)
  const row = situation.graph.find(parent.entity, parent.id)
  const relation = situation.graph.relation(parent.entity, parent.relation)
  if (row === undefined || relation === undefined) return []
  return visibleRelated(situation, relation, { entity: parent.entity, row })
}

function shaped(
  situation: Situation,
  ask: Pick<ListAsk | GetAsk, 'entity' | 'fields' | 'include'>,
  row: Row,
): object {
  const whole = masked(situation, ask.entity, row)
  const related = includeInto(situation, { entity: ask.entity, row, paths: ask.include })
  const kept = ask.fields
    ? Object.fromEntries(Object.entries(whole).filter(([name]) => ask.fields?.includes(name)))
    : whole
  return { ...kept, ...related }
}

function expectGet(situation: Situation, ask: GetAsk): Expected {
  const { graph, asker } = situation
  const entity = graph.entity(ask.entity)
  const isMalformed =
    !(ask.fields ?? []).every((name) => shownField(entity, name) !== undefined) ||
    !ask.include.every((path) => isKnownInclude(situation, ask.entity, path))
  const row = graph.find(ask.entity, ask.id)
  const isSeen = row !== undefined && mayRead(situation, ask.entity, row)
  const mayAny = mayReadAny(situation, ask.entity)
  const refusals = [
    ...(isMalformed ? [400] : []),
    ...(mayAny ? (isSeen ? [] : [404]) : [denied(asker)]),
  ]
  if (row === undefined || refusals.length > 0) return expected(situation, refusals, undefined)
  const hasVersion = entity.versioned && (ask.fields?.includes('version') ?? true)
  const tag = `"${row.version}"`
  if (hasVersion && ask.ifMatch !== undefined && ask.ifMatch !== tag) {
    return expected(situation, [412], undefined)
  }
  const isPlain = ask.fields === undefined && ask.include.length === 0
  if (hasVersion && isPlain && ask.ifNoneMatch === tag) {
    return expected(situation, [], undefined, 304)
  }
  return expected(situation, [], shaped(situation, ask, row))
}

function expectAggregate(situation: Situation, ask: AggregateAsk): Expected {
  const { graph, asker } = situation
  const entity = graph.entity(ask.entity)
  const named = [...ask.sum, ...ask.min, ...ask.max, ...ask.groupBy]
  const searched = ask.q === undefined ? [] : searchedFields(situation, entity)
  const isMalformed =
    isUnknown(situation, ask.entity, ask.filter) ||
    (ask.q !== undefined && searched.length === 0) ||
    !named.every(
      (name) =>
        shownField(entity, name)?.isFindable === true &&
        isOpen(situation, ask.entity, name) === true,
    )
  const refusals = [
    ...(isMalformed ? [400] : []),
    ...(mayReadAny(situation, ask.entity) ? [] : [denied(asker)]),
  ]
  if (refusals.length > 0) return expected(situation, refusals, undefined)
  const found = visible(situation, ask.entity)
    .filter((row) => matches(situation, ask.filter, { entity: ask.entity, row }))
    .filter((row) => ask.q === undefined || isFound(row, searched, ask.q))
  return expected(situation, [], { data: grouped(found, ask) })
}

function grouped(rows: readonly Row[], ask: AggregateAsk): object[] {
  const { groupBy } = ask
  if (groupBy.length === 0) return [measured(rows, ask)]
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = JSON.stringify(groupBy.map((name) => row[name] ?? null))
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const byKeys = ([left]: Row[], [right]: Row[]): number => {
    for (const name of groupBy) {
      const order = compare(left?.[name] ?? null, right?.[name] ?? null)
      if (order !== 0) return order
    }
    return 0
  }
  return [...groups.values()].sort(byKeys).map((group) => ({
    group: Object.fromEntries(groupBy.map((name) => [name, group[0]?.[name] ?? null])),
    ...measured(group, ask),
  }))
}

function measured(rows: readonly Row[], { counted, sum, min, max }: AggregateAsk): object {
  const valuesOf = (name: string): Value[] =>
    rows.flatMap((row) => (row[name] == null ? [] : [row[name] as Value])).sort(compare)
  const each = (names: readonly string[], work: (values: Value[]) => Value): object =>
    Object.fromEntries(names.map((name) => [name, work(valuesOf(name))]))
  const isCounted = counted || sum.length + min.length + max.length === 0
  const total = (values: Value[]): number =>
    values.reduce<number>((all, one) => all + Number(one), 0)
  return {
    ...(isCounted && { count: rows.length }),
    ...(sum.length > 0 && { sum: each(sum, total) }),
    ...(min.length > 0 && { min: each(min, (values) => values[0] ?? null) }),
    ...(max.length > 0 && { max: each(max, (values) => values.at(-1) ?? null) }),
  }
}
