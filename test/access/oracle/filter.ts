import type { Condition, Filter } from '../requests/ask.ts'
import type { EntityShape, Place, Row, Value } from '../world/shape.ts'
import type { Situation } from './decide.ts'
import { fieldsOf, isNameable, isOpen, mayReadField, shownField, visibleRelated } from './sight.ts'

/** Whether the filter names something that is not there for callers. */
export function isUnknown(situation: Situation, entity: string, filter: Filter): boolean {
  const { graph } = situation
  return [...filter.all, ...filter.not, ...filter.or].some(({ relation: name, field }) => {
    if (name === undefined) return !isFindable(graph.entity(entity), field)
    const relation = graph.relation(entity, name)
    if (relation === undefined || !isNameable(situation, relation)) return true
    return !isFindable(graph.entity(relation.target), field)
  })
}

function isFindable(entity: EntityShape, name: string): boolean {
  return shownField(entity, name)?.isFindable === true
}

/** A hidden value matches nothing, and a related record that is not seen is not there. */
export function matches(
  situation: Situation,
  { all, not, or }: Filter,
  about: { entity: string; row: Row },
): boolean {
  const holds = (condition: Condition): boolean => meets(situation, condition, about)
  if (!all.every(holds)) return false
  if (not.length > 0 && not.every(holds)) return false
  return or.length === 0 || or.some(holds)
}

function meets(
  situation: Situation,
  condition: Condition,
  { entity, row }: { entity: string; row: Row },
): boolean {
  const { relation: name, field } = condition
  if (name === undefined) {
    if (!mayReadField(situation, { entity, field, row })) return false
    return test(condition, row[field] ?? null)
  }
  const relation = situation.graph.relation(entity, name)
  if (relation === undefined) return false
  const { relation: _, ...own } = condition
  return visibleRelated(situation, relation, { entity, row }).some((other) =>
    meets(situation, own, { entity: relation.target, row: other }),
  )
}

function test({ operator, value: wanted }: Condition, value: Value): boolean {
  const text = String(value)
  switch (operator) {
    case 'exists':
      return (value !== null) === wanted
    case 'ne':
      return value !== wanted
    case 'nin':
      return !(wanted as readonly Value[]).includes(value)
    default:
      break
  }
  if (value === null) return false
  switch (operator) {
    case 'near':
    case 'within':
      return isAround(value as Place, operator, numbersOf(wanted))
    case 'eq':
      return value === wanted
    case 'in':
      return (wanted as readonly Value[]).includes(value)
    case 'gt':
      return compare(value, wanted as Value) > 0
    case 'lte':
      return compare(value, wanted as Value) <= 0
    case 'contains':
      return text.includes(String(wanted))
    case 'startsWith':
      return text.startsWith(String(wanted))
  }
}

function numbersOf(text: unknown): number[] {
  return String(text).split(',').map(Number)
}

const metresPerRadian = 6_371_008.8

/** Over the surface of a sphere, or in a box that may go over the date line. */
function isAround(place: Place, operator: 'near' | 'within', numbers: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = numbers
  if (operator === 'within') {
    const isBetween = b <= d ? place.lng >= b && place.lng <= d : place.lng >= b || place.lng <= d
    return place.lat >= a && place.lat <= c && isBetween
  }
  const vector = (lat: number, lng: number): readonly [number, number, number] => {
    const [phi, theta] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180]
    return [Math.cos(phi) * Math.cos(theta), Math.cos(phi) * Math.sin(theta), Math.sin(phi)]
  }
  const [x, y, z] = vector(place.lat, place.lng)
  const [u, v, w] = vector(a, b)
  const chord = Math.hypot(x - u, y - v, z - w)
  return 2 * Math.asin(Math.min(1, chord / 2)) * metresPerRadian <= c
}

/** Nothing stands in front of something. */
export function compare(left: Value, right: Value): number {
  if (left === right) return 0
  if (left === null) return -1
  if (right === null) return 1
  return left < right ? -1 : 1
}

/** The fields that this caller's searches look into. */
export function searchedFields(situation: Situation, entity: EntityShape): string[] {
  return fieldsOf(entity)
    .filter(({ name, searched }) => searched && isOpen(situation, entity.name, name) === true)
    .map(({ name }) => name)
}

/** Whether some searched field has the word. */
export function isFound(row: Row, fields: readonly string[], word: string): boolean {
  return fields.some((field) =>
    String(row[field] ?? '')
      .split(' ')
      .includes(word),
  )
}
