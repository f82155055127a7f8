import type { Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import { randomSubject } from '../world/random-lists.ts'
import { idOf, randomKey, randomValue } from '../world/random-rows.ts'
import type { EntityShape, Rows, Shape, Value } from '../world/shape.ts'
import type { Ask, Body, ReadAsk, SharingAsk, WriteAsk } from './ask.ts'
import { relationsOf } from './named-relations.ts'
import { type Chance, randomFilter, randomList } from './random-list.ts'

/** A request of any kind, most of which make sense. */
export function randomAsk(shape: Shape, rows: Rows, random: Random): Ask {
  const chance: Chance = { shape, rows, random }
  const entity = random.pick(shape.entities)
  if (random.chance(0.09)) return randomSharing(chance)
  if (random.chance(0.05)) return randomHistory(chance)
  return random.chance(0.68) ? randomRead(chance, entity) : randomWrite(chance, entity)
}

/** About an access list, mostly one that is served. */
function randomSharing(chance: Chance): SharingAsk {
  const { random, shape } = chance
  const shared = shape.entities.filter(({ access }) => access.share !== undefined)
  const isServed = shared.length > 0 && random.chance(0.95)
  const { name: entity } = random.pick(isServed ? shared : shape.entities)
  const id = anyId(chance, entity)
  const right = (): 'read' | 'write' => random.pick(['read', 'write'])
  switch (random.below(4)) {
    case 0: {
      const grants = Array.from({ length: random.below(4) }, () => ({
        subject: randomSubject(random),
        right: right(),
      }))
      return { kind: 'share', entity, id, grants }
    }
    case 1: {
      const subject = random.chance(0.6) ? { subject: randomSubject(random) } : {}
      return {
        kind: 'unshare',
        entity,
        id,
        ...subject,
        ...(random.chance(0.4) && { right: right() }),
      }
    }
    default:
      return { kind: 'grants', entity, id }
  }
}

function randomHistory(chance: Chance): ReadAsk {
  const { random, shape } = chance
  const kept = shape.entities.filter(({ history }) => history)
  const isServed = kept.length > 0 && random.chance(0.95)
  const { name: entity } = random.pick(isServed ? kept : shape.entities)
  return {
    kind: 'history',
    entity,
    id: anyId(chance, entity),
    ...(random.chance(0.4) && { limit: 1 }),
    ...(random.chance(0.3) && { after: idOf('History', random.below(30)) }),
  }
}

function randomRead(chance: Chance, entity: EntityShape): ReadAsk {
  const { random } = chance
  switch (random.below(8)) {
    case 0:
    case 1:
      return randomGet(chance, entity)
    case 2:
      return randomAggregate(chance, entity)
    case 3:
      return randomNested(chance, entity)
    default:
      return randomList(chance, entity)
  }
}

function randomGet(chance: Chance, entity: EntityShape): ReadAsk {
  const { random } = chance
  const { fields, include } = randomList(chance, entity)
  return {
    kind: 'get',
    entity: entity.name,
    id: anyId(chance, entity.name),
    include,
    ...(fields && { fields }),
    ...(random.chance(0.15) && { ifNoneMatch: `"${1 + random.below(3)}"` }),
    ...(random.chance(0.1) && { ifMatch: `"${1 + random.below(3)}"` }),
  }
}

function randomNested(chance: Chance, parent: EntityShape): ReadAsk {
  const { random, shape } = chance
  const many = relationsOf(shape, parent.name).filter(({ isMany }) => isMany)
  if (many.length === 0) return randomList(chance, parent)
  const { name, target } = random.pick(many)
  const entity = shape.entities.find((one) => one.name === target) ?? parent
  const list = randomList(chance, entity)
  const id = anyId(chance, parent.name)
  return { ...list, parent: { entity: parent.name, id, relation: name } }
}

function randomAggregate(chance: Chance, entity: EntityShape): ReadAsk {
  const { random } = chance
  const named = (kinds: readonly string[], share: number): string[] =>
    entity.fields
      .filter(({ kind }) => kinds.includes(kind) && random.chance(share))
      .map(({ name }) => name)
  const keys = entity.references.filter(() => random.chance(0.15)).map(({ key }) => key)
  return {
    kind: 'aggregate',
    entity: entity.name,
    filter: randomFilter(chance, entity),
    counted: random.chance(0.6),
    sum: named(['int'], 0.25),
    min: named(['int', 'text'], 0.2),
    max: named(['int', 'text'], 0.2),
    groupBy: [...named(['bool', 'choice', 'text'], 0.15), ...keys].slice(0, 2),
    ...searched(chance, entity),
  }
}

function searched({ random }: Chance, entity: EntityShape): { q?: string } {
  const isSearched = entity.fields.some((field) => field.searched)
  return isSearched && random.chance(0.2) ? { q: random.pick(['oak', 'elm', 'fig']) } : {}
}

function anyId({ random, rows }: Chance, entity: string): string {
  const table = rows.tables[entity] ?? []
  if (table.length === 0 || random.chance(0.05)) return idOf(entity, 777)
  return String(random.pick(table).id)
}

function randomWrite(chance: Chance, entity: EntityShape): WriteAsk {
  const { random } = chance
  const { name } = entity
  const ifMatch = (): { ifMatch?: string } =>
    random.chance(0.15) ? { ifMatch: random.pick(['"1"', '"2"', '*']) } : {}
  switch (random.below(8)) {
    case 0:
      return { kind: 'delete', entity: name, id: anyId(chance, name), ...ifMatch() }
    case 1:
      return { kind: 'upsert', entity: name, ...randomUpsert(chance, entity), ...ifMatch() }
    case 2:
      return { kind: 'updateMatching', entity: name, ...randomMatching(chance, entity) }
    case 3:
      return { kind: 'deleteMatching', entity: name, ...randomMatching(chance, entity) }
    case 4:
    case 5: {
      const isBulk = random.chance(0.3)
      const count = isBulk ? 1 + random.below(3) : 1
      const bodies = Array.from({ length: count }, (_, index) =>
        fullBody(chance, entity, 50 + index),
      )
      return { kind: 'create', entity: name, bodies, isBulk }
    }
    default:
      return {
        kind: 'update',
        entity: name,
        id: anyId(chance, name),
        body: someBody(chance, entity),
        ...ifMatch(),
      }
  }
}

function randomMatching(chance: Chance, entity: EntityShape): { filter: WriteFilter; body: Body } {
  const { all } = randomFilter(chance, entity)
  const named =
    all.length > 0 ? all : [{ field: 'id', operator: 'ne', value: idOf(entity.name, 1) } as const]
  return { filter: { all: named, not: [], or: [] }, body: someBody(chance, entity) }
}

type WriteFilter = ReturnType<typeof randomFilter>

function randomUpsert(
  chance: Chance,
  entity: EntityShape,
): { by: string; name: string; body: Body } {
  const { random, rows } = chance
  const by = entity.upsert
  const table = rows.tables[entity.name] ?? []
  const isThere = table.length > 0 && random.chance(0.65)
  const name = isThere
    ? String(random.pick(table)[by])
    : by === 'id'
      ? idOf(entity.name, 60)
      : 'z60'
  const { [by]: _, ...body } = fullBody(chance, entity, 60)
  const isEmpty = Object.keys(body).length === 0
  return { by, name, body: isEmpty ? oneValue(chance, entity) : body }
}

/** A field that can be sent and is none that names the record. */
function oneValue({ random }: Chance, entity: EntityShape): Body {
  const field = entity.fields.find(({ name, hidden }) => name !== entity.upsert && !hidden)
  const [reference] = entity.references.filter(({ isTenant }) => !isTenant)
  if (field) return { [field.name]: randomValue(field, { number: 60, random }) }
  return reference && !reference.hidden ? { [reference.key]: null } : {}
}

/** Everything a create needs; what is unique follows from the number, or is taken already. */
function fullBody(chance: Chance, entity: EntityShape, number: number): Body {
  const { random } = chance
  const body: { [name: string]: Value | readonly string[] } = {}
  for (const field of entity.fields) {
    if (field.hidden || (field.nullable && random.chance(0.5))) continue
    if (field.transitions && random.chance(0.6)) {
      body[field.name] = 'open'
      continue
    }
    const isTaken = field.unique && random.chance(0.25)
    body[field.name] = randomValue(field, { number: isTaken ? random.below(6) : number, random })
  }
  for (const reference of entity.references) {
    if (reference.isTenant) continue
    if (reference.hidden || (reference.nullable && random.chance(0.5))) continue
    body[reference.key] = randomKey(reference, random)
  }
  const isNamed = entity.tenancy === 'row' && random.chance(0.03)
  const tenant = isNamed ? { tenantId: idOf('Company', random.below(2)) } : {}
  return { ...body, ...linkedIds(chance, entity), ...tenant }
}

function someBody(chance: Chance, entity: EntityShape): Body {
  const { random } = chance
  const whole = Object.entries(fullBody(chance, entity, 50))
  const some = whole.filter(() => random.chance(0.35))
  if (whole.length === 0) return oneValue(chance, entity)
  return Object.fromEntries(some.length > 0 ? some : [random.pick(whole)])
}

function linkedIds({ random }: Chance, entity: EntityShape): Body {
  const ids = entity.links
    .filter(({ through }) => through === undefined && random.chance(0.25))
    .map(({ input, target }) => {
      const found = [random.below(4), random.below(4)].map((number) => idOf(target, number))
      return [input, [...new Set(found)].slice(random.below(2))] as const
    })
  return Object.fromEntries(ids)
}
