import type { Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import { idOf, places, randomKey, randomValue } from '../world/random-rows.ts'
import type { EntityShape, Rows, Shape, Value } from '../world/shape.ts'
import type { Condition, Filter, ListAsk } from './ask.ts'
import { relationsOf } from './named-relations.ts'

/** What requests are made from. */
export interface Chance {
  readonly shape: Shape
  readonly rows: Rows
  readonly random: Random
}

/** A list with filters, a sort, includes and the rest, each by chance. */
export function randomList(chance: Chance, entity: EntityShape): ListAsk {
  const { random } = chance
  const isSearched = entity.fields.some(({ searched }) => searched) && random.chance(0.12)
  return {
    kind: 'list',
    entity: entity.name,
    filter: randomFilter(chance, entity),
    limit: random.pick([2, 5, 100, 100]),
    counted: random.chance(0.4) && random.pick(['exact', 'exact', 'estimate']),
    include: randomInclude(chance, entity.name),
    ...(isSearched && { q: random.pick(['oak', 'elm', 'fig', 'yew']) }),
    ...((isSearched || random.chance(0.45)) && { sort: randomSort(chance, entity) }),
    ...(random.chance(0.15) && { offset: random.below(4) }),
    ...(random.chance(0.25) && { fields: randomFields(chance, entity) }),
  }
}

function randomSort({ random }: Chance, entity: EntityShape): string[] {
  const isRare = ({ encrypted, kind }: EntityShape['fields'][number]): boolean =>
    encrypted === true || kind === 'point'
  const rare = entity.fields.filter(isRare).map(({ name }) => name)
  const usual = namesOf(entity).filter((name) => !rare.includes(name))
  const names = [...usual, 'createdAt', ...(random.chance(0.1) ? rare : [])]
  const first = random.pick(names)
  const second = random.pick(names)
  const chosen = random.chance(0.3) && second !== first ? [first, second] : [first]
  return chosen.map((name) => (random.chance(0.4) ? `-${name}` : name))
}

function randomFields({ random }: Chance, entity: EntityShape): string[] {
  const names = ['id', ...namesOf(entity), 'createdAt']
  const some = names.filter(() => random.chance(0.4))
  return some.length > 0 ? some : ['id']
}

function namesOf(entity: EntityShape): string[] {
  return [...entity.fields.map(({ name }) => name), ...entity.references.map(({ key }) => key)]
}

function randomInclude({ random, shape }: Chance, name: string): string[] {
  const paths = new Set<string>()
  const count = random.pick([0, 0, 0, 1, 1, 2])
  for (let path = 0; path < count; path += 1) {
    const names: string[] = []
    let at = name
    for (let depth = 0; depth < random.pick([1, 1, 2]); depth += 1) {
      const relations = relationsOf(shape, at)
      if (relations.length === 0) break
      const found = random.pick(relations)
      names.push(found.name)
      at = found.target
    }
    if (names.length > 0) paths.add(names.join('.'))
  }
  return [...paths]
}

/** Up to three conditions, in groups by chance. */
export function randomFilter(chance: Chance, entity: EntityShape): Filter {
  const { random } = chance
  const some = (share: number, most: number): Condition[] => {
    if (!random.chance(share)) return []
    const made = Array.from({ length: 1 + random.below(most) }, () =>
      randomCondition(chance, entity),
    )
    const seen = new Set<string>()
    return made.filter(({ relation, field }) => {
      const key = relation ?? field
      return !seen.has(key) && seen.add(key)
    })
  }
  return { all: some(0.45, 2), not: some(0.2, 1), or: some(0.2, 2) }
}

function randomCondition(chance: Chance, entity: EntityShape): Condition {
  const { random, shape } = chance
  const relations = relationsOf(shape, entity.name)
  if (!random.chance(0.4) || relations.length === 0) return fieldCondition(chance, entity)
  const { name, target } = random.pick(relations)
  const related = shape.entities.find((one) => one.name === target) ?? entity
  return { relation: name, ...fieldCondition(chance, related) }
}

function fieldCondition({ random }: Chance, entity: EntityShape): Condition {
  const isKey = entity.references.length > 0 && random.chance(0.25)
  if (isKey) {
    const reference = random.pick(entity.references)
    const value = reference.isTenant
      ? idOf('Company', random.below(2))
      : randomKey({ ...reference, nullable: false }, random)
    const operator = random.pick(['eq', 'eq', 'ne', 'exists'] as const)
    return {
      field: reference.key,
      operator,
      value: operator === 'exists' ? random.chance(0.5) : value,
    }
  }
  const field = random.pick(findable(entity, random))
  if (field.kind === 'point') return placeCondition(field.name, random)
  const value = (): Value =>
    randomValue({ ...field, nullable: false }, { number: random.below(6), random })
  const operator = random.pick(operatorsOf[field.kind])
  if (operator === 'exists') return { field: field.name, operator, value: random.chance(0.5) }
  const isList = operator === 'in' || operator === 'nin'
  return { field: field.name, operator, value: isList ? [...new Set([value(), value()])] : value() }
}

/** What is encrypted cannot be found, and asking for it all the same is refused. */
function findable({ fields }: EntityShape, random: Random): EntityShape['fields'] {
  const some = fields.filter(({ encrypted }) => encrypted !== true)
  return some.length > 0 && !random.chance(0.05) ? some : fields
}

function placeCondition(field: string, random: Random): Condition {
  const { lat, lng } = random.pick(places)
  switch (random.below(3)) {
    case 0:
      return { field, operator: 'exists', value: random.chance(0.5) }
    case 1: {
      const metres = random.pick([1, 200_000, 20_000_000])
      return { field, operator: 'near', value: `${lat},${lng},${metres}` }
    }
    default: {
      const east = random.pick([lng + 0.5, -179])
      return { field, operator: 'within', value: `${lat - 0.5},${lng - 0.5},${lat + 0.5},${east}` }
    }
  }
}

const operatorsOf: {
  readonly [kind in 'text' | 'choice' | 'int' | 'bool']: readonly Condition['operator'][]
} = {
  text: ['eq', 'ne', 'gt', 'lte', 'in', 'nin', 'contains', 'startsWith', 'exists'],
  choice: ['eq', 'ne', 'in', 'nin', 'exists'],
  int: ['eq', 'ne', 'gt', 'lte', 'in', 'nin', 'exists'],
  bool: ['eq', 'ne', 'exists'],
}
