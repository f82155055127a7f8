import type { FieldIR, ValueType } from '@cambium/model/ir'
import type { ManyMember, Member, OneMember } from '../../schema/index.ts'
import type { RuleWriter, Sight } from './rule-writer.ts'

/** A written path to a field. */
export interface FieldPath {
  text: string
  field: FieldIR
  mayBeMissing: boolean
}

/** A written path to a to-many relation. */
export interface ManyPath {
  text: string
  relation: ManyMember
  mayBeMissing: boolean
}

/** A path to a stored field of one of these types; null where chance found none. */
export function randomField(
  writer: RuleWriter,
  sights: readonly Sight[],
  types: readonly ValueType[],
): FieldPath | null {
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const place = randomPlace(writer, writer.random.pick(sights))
    const fields = membersOf(writer, place.sight).flatMap((member) =>
      member.kind === 'field' && types.includes(member.field.value) ? [member.field] : [],
    )
    if (fields.length === 0) continue
    const field = writer.random.pick(fields)
    const mayBeMissing = place.isOptional || field.nullable
    return { text: join(writer, place, field.name), field, mayBeMissing }
  }
  return null
}

/** A path to a to-many relation; null where chance found none. */
export function randomMany(writer: RuleWriter, sights: readonly Sight[]): ManyPath | null {
  for (let attempt = writer.isFlat ? 6 : 0; attempt < 6; attempt += 1) {
    const place = randomPlace(writer, writer.random.pick(sights))
    const relations = membersOf(writer, place.sight).filter((member) => member.kind === 'many')
    if (relations.length === 0 || place.sight.isInput) continue
    const relation = writer.random.pick(relations)
    const text = join(writer, place, relation.name)
    return { text, relation, mayBeMissing: place.isOptional }
  }
  return null
}

/** A to-one relation of something in sight. */
export function randomOne(writer: RuleWriter, sight: Sight): OneMember | null {
  if (writer.isFlat) return null
  const relations = membersOf(writer, sight).filter((member) => member.kind === 'one')
  return relations.length === 0 ? null : writer.random.pick(relations)
}

interface Place {
  sight: Sight
  /** Something on the way may be missing. */
  isOptional: boolean
  /** What the place itself hangs on may be null, so that a dot would fail. */
  needsMark: boolean
}

function randomPlace(writer: RuleWriter, sight: Sight): Place {
  let place: Place = { sight, isOptional: false, needsMark: false }
  const hops = writer.isFlat ? 0 : writer.random.pick([0, 0, 0, 1, 1, 2])
  for (let hop = 0; hop < hops; hop += 1) {
    const relation = randomOne(writer, place.sight)
    if (relation === null) return place
    place = {
      sight: { text: join(writer, place, relation.name), entity: relation.target },
      isOptional: place.isOptional || relation.nullable,
      needsMark: relation.nullable,
    }
  }
  return place
}

/** Now and then a mark is forgotten or written without need, as people do. */
function join(writer: RuleWriter, place: Place, name: string): string {
  const isMarked = place.needsMark ? !writer.random.chance(0.03) : writer.random.chance(0.02)
  return `${place.sight.text}${isMarked ? '?.' : '.'}${name}`
}

function membersOf(writer: RuleWriter, { entity }: Sight): Member[] {
  const { schema } = writer
  return schema.memberNames(entity).flatMap((name) => schema.member(entity, name) ?? [])
}
