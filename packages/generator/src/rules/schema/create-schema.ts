import { mayBeUnseen } from '@cambium/model/check'
import type { EntityIR, FieldIR, InverseIR, ManyToManyIR } from '@cambium/model/ir'
import type { ManyMember, Member, OneMember } from './member.ts'

/** Answers what the names in a rule lead to. */
export interface Schema {
  entity(name: string): EntityIR | undefined
  /** The field or relation of that name; undefined where there is none or it leads outside the model. */
  member(entity: EntityIR, name: string): Member | undefined
  /** Every name that `member` answers, for suggestions. */
  memberNames(entity: EntityIR): string[]
}

/** Column that holds the time of a soft deletion; null on entities that are deleted for good. */
export function deletedColumn(entity: EntityIR): string | null {
  if (!entity.softDelete) return null
  return entity.fields.find((field) => field.name === 'deletedAt')?.column ?? 'deleted_at'
}

/** Column of the id. */
export function idColumn(entity: EntityIR): string {
  return entity.fields.find((field) => field.name === 'id')?.column ?? 'id'
}

/** Reads the names of resolved entities; rules, checks and formulas need not be there yet. */
export function createSchema(entities: readonly EntityIR[]): Schema {
  const byName = new Map(entities.map((entity) => [entity.name, entity]))
  const members = new Map<EntityIR, Map<string, Member>>()
  const membersOf = (entity: EntityIR): Map<string, Member> => {
    const known = members.get(entity)
    if (known !== undefined) return known
    const made = collectMembers(entity, byName)
    members.set(entity, made)
    return made
  }
  return {
    entity: (name) => byName.get(name),
    member: (entity, name) => membersOf(entity).get(name),
    memberNames: (entity) => [...membersOf(entity).keys()],
  }
}

type Entities = ReadonlyMap<string, EntityIR>

function collectMembers(entity: EntityIR, entities: Entities): Map<string, Member> {
  const fields = entity.fields.filter((field) => !isHeldInOthers(entity, field))
  const found: (Member | undefined)[] = [
    ...fields.map((field): Member => ({ kind: 'field', name: field.name, field })),
    ...entity.fields.map((field) => referenceMember(field, entity, entities)),
    ...entity.manyToMany.map((relation) => forwardLink(relation, entities)),
    ...entity.inverses.map((inverse) => inverseMember(inverse, entities)),
  ]
  const members = new Map<string, Member>()
  for (const member of found) {
    if (member !== undefined && !members.has(member.name)) members.set(member.name, member)
  }
  return members
}

/** A key of several fields is no value of its own: rules speak of the fields. */
function isHeldInOthers({ key }: EntityIR, { name, reference }: FieldIR): boolean {
  return reference?.fields !== undefined || (name === 'id' && key.kind === 'composite')
}

function referenceMember(
  field: FieldIR,
  source: EntityIR,
  entities: Entities,
): OneMember | undefined {
  const target = entities.get(field.reference?.target ?? '')
  if (field.reference === null || target === undefined) return undefined
  const isUnseen = mayBeUnseen(field, source, [...entities.values()])
  return {
    kind: 'one',
    name: field.reference.relation,
    target,
    nullable: field.nullable || isUnseen,
    mayBeUnseen: isUnseen,
    side: 'here',
    key: field,
  }
}

function forwardLink(relation: ManyToManyIR, entities: Entities): ManyMember | undefined {
  const target = entities.get(relation.target)
  if (target === undefined) return undefined
  const through = {
    kind: 'link',
    table: relation.table,
    near: relation.sourceColumn,
    far: relation.targetColumn,
    entity: entities.get(relation.through ?? '') ?? null,
  } as const
  return { kind: 'many', name: relation.name, target, through }
}

function inverseMember(inverse: InverseIR, entities: Entities): Member | undefined {
  const source = entities.get(inverse.source)
  if (source === undefined) return undefined
  if (inverse.kind === 'manyToMany') return backwardLink(inverse, source, entities)
  const key = source.fields.find((field) => field.reference?.relation === inverse.relation)
  if (key === undefined) return undefined
  const end = { name: inverse.name, target: source }
  if (inverse.kind === 'one')
    return { kind: 'one', ...end, nullable: true, mayBeUnseen: false, side: 'there', key }
  return { kind: 'many', ...end, through: { kind: 'key', key } }
}

function backwardLink(
  inverse: InverseIR,
  source: EntityIR,
  entities: Entities,
): ManyMember | undefined {
  const relation = source.manyToMany.find((candidate) => candidate.name === inverse.relation)
  if (relation === undefined) return undefined
  const through = {
    kind: 'link',
    table: relation.table,
    near: relation.targetColumn,
    far: relation.sourceColumn,
    entity: entities.get(relation.through ?? '') ?? null,
  } as const
  return { kind: 'many', name: inverse.name, target: source, through }
}
