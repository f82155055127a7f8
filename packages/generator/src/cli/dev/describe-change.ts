import type { EntityIR, FieldIR, ModelIR } from '@cambium/model/ir'

/** What differs between two models, one sentence an entity, in words. */
export function describeChange(before: ModelIR | null, after: ModelIR): string[] {
  if (!before) return []
  const old = new Map(before.entities.map((entity) => [entity.id, entity]))
  const now = new Set(after.entities.map((entity) => entity.id))
  return [
    ...after.entities.flatMap((entity) => {
      const previous = old.get(entity.id)
      if (!previous) return [`${entity.name} is new`]
      const changes = entityChanges(previous, entity)
      return changes.length === 0 ? [] : [`${entity.name}: ${changes.join(', ')}`]
    }),
    ...before.entities.filter(({ id }) => !now.has(id)).map(({ name }) => `${name} is gone`),
    ...(same(before.roles, after.roles) ? [] : [`roles are ${after.roles.join(', ')}`]),
  ]
}

function entityChanges(before: EntityIR, after: EntityIR): string[] {
  return [
    ...(before.name === after.name ? [] : [`was ${before.name}`]),
    ...memberChanges(before.fields, after.fields, fieldWords),
    ...memberChanges(before.manyToMany, after.manyToMany, () => 'many to many'),
    ...(same(before.access, after.access) ? [] : [`who may ${changedRules(before, after)}`]),
    ...(same(before.fieldAccess, after.fieldAccess) ? [] : ['field access']),
    ...(same(before.checks, after.checks) ? [] : ['checks']),
    ...(same(before.indexes, after.indexes) ? [] : ['indexes']),
  ]
}

interface Member {
  id: number
  name: string
}

function memberChanges<T extends Member>(
  before: readonly T[],
  after: readonly T[],
  words: (member: T) => string,
): string[] {
  const old = new Map(before.map((member) => [member.id, member]))
  const now = new Set(after.map((member) => member.id))
  return [
    ...after.flatMap((member) => {
      const previous = old.get(member.id)
      if (!previous) return [`+ ${member.name} (${words(member)})`]
      if (previous.name !== member.name) return [`${previous.name} is called ${member.name}`]
      return same(previous, member) ? [] : [`${member.name} changed`]
    }),
    ...before.filter(({ id }) => !now.has(id)).map(({ name }) => `- ${name}`),
  ]
}

function fieldWords(field: FieldIR): string {
  const kind = field.reference ? `one ${field.reference.target}` : field.kind
  return field.required ? `${kind}, required` : kind
}

function changedRules(before: EntityIR, after: EntityIR): string {
  const names = ['read', 'create', 'update', 'delete'] as const
  return names.filter((name) => !same(before.access[name], after.access[name])).join(', ')
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
