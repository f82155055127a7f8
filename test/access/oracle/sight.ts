import type { EntityShape, FieldRuleShape, Row } from '../world/shape.ts'
import { allows, decidedByCaller, isReached, readableEverywhere, type Situation } from './decide.ts'
import type { Relation } from './graph.ts'

/** A field of an answer: an own field, a key, or one of those that every record has. */
export interface SeenField {
  readonly name: string
  readonly kind: 'text' | 'int' | 'bool' | 'choice' | 'point' | 'id' | 'instant'
  readonly hidden: boolean
  readonly rules: FieldRuleShape | undefined
  readonly searched: boolean
  /** Whether lists may be ordered by it and conditions may name it. */
  readonly isFindable: boolean
}

/** The fields of an entity in the order in which nobody needs to know them. */
export function fieldsOf(entity: EntityShape): SeenField[] {
  const system = (name: string, kind: SeenField['kind']): SeenField => ({
    name,
    kind,
    hidden: false,
    rules: undefined,
    searched: false,
    isFindable: true,
  })
  return [
    system('id', 'id'),
    ...entity.fields.map(({ name, kind, hidden = false, rules, searched = false, encrypted }) => ({
      name,
      kind,
      hidden,
      rules,
      searched,
      isFindable: encrypted !== true,
    })),
    ...entity.references.map(({ key, hidden = false, rules }) => ({
      name: key,
      kind: 'id' as const,
      hidden,
      rules,
      searched: false,
      isFindable: true,
    })),
    system('createdAt', 'instant'),
    system('updatedAt', 'instant'),
    ...(entity.versioned ? [system('version', 'int')] : []),
  ]
}

/** The field of this name that can be in an answer. */
export function shownField(entity: EntityShape, name: string): SeenField | undefined {
  return fieldsOf(entity).find((field) => field.name === name && !field.hidden)
}

/** May this caller read any row at all? Decided without looking at one. */
export function mayReadAny(situation: Situation, entity: string): boolean {
  return decidedByCaller(situation, situation.graph.entity(entity).access.read) !== false
}

export function mayRead(situation: Situation, entity: string, row: Row): boolean {
  if (!isReached(situation, entity, row)) return false
  return allows(situation, situation.graph.entity(entity).access.read, { entity, row })
}

/** May this caller read this field of this row, when the row itself is readable? */
export function mayReadField(
  situation: Situation,
  { entity, field, row }: { entity: string; field: string; row: Row },
): boolean {
  const found = fieldsOf(situation.graph.entity(entity)).find(({ name }) => name === field)
  if (found?.rules?.read === undefined) return true
  return allows(situation, found.rules.read, { entity, row })
}

/** Whether the field may be used where it speaks of every row at once; undefined where only the rows can tell. */
export function isOpen(situation: Situation, entity: string, field: string): boolean | undefined {
  const found = fieldsOf(situation.graph.entity(entity)).find(({ name }) => name === field)
  return readableEverywhere(situation, found?.rules)
}

/** The rows of an entity the caller may read. */
export function visible(situation: Situation, entity: string): Row[] {
  return situation.graph.live(entity).filter((row) => mayRead(situation, entity, row))
}

/**
 * The related rows the caller may know of: those that are readable, over keys that are readable, and over rows of a
 * linking entity that are readable with both their keys.
 */
export function visibleRelated(
  situation: Situation,
  relation: Relation,
  { entity, row }: { entity: string; row: Row },
): Row[] {
  const { target, holder, through } = relation
  const keysOf = (name: string): string[] =>
    situation.graph
      .entity(name)
      .references.filter(({ isTenant }) => !isTenant)
      .map(({ key }) => key)
  const found = relation.follow(row).filter(({ row: other, link }) => {
    if (!mayRead(situation, target, other)) return false
    if (holder !== undefined) {
      const at = holder.entity === entity && !relation.isMany ? row : other
      return mayReadField(situation, { entity: holder.entity, field: holder.key, row: at })
    }
    if (through === undefined || link === undefined) return true
    const isLinkSeen = mayRead(situation, through, link)
    return (
      isLinkSeen &&
      keysOf(through).every((field) =>
        mayReadField(situation, { entity: through, field, row: link }),
      )
    )
  })
  return [...new Set(found.map((one) => one.row))]
}

/** Whether callers may name the relation: not where its key never leaves the server. */
export function isNameable({ graph }: Situation, { holder, through }: Relation): boolean {
  const isHidden = (entity: string, key: string): boolean =>
    graph.entity(entity).references.find((one) => one.key === key)?.hidden === true
  if (holder !== undefined) return !isHidden(holder.entity, holder.key)
  if (through === undefined) return true
  return !graph.entity(through).references.some(({ key }) => isHidden(through, key))
}

/** The row as it is answered: without what this caller may not see. */
export function masked(
  situation: Situation,
  entity: string,
  row: Row,
): { [field: string]: unknown } {
  const shown = fieldsOf(situation.graph.entity(entity)).filter(
    ({ name, hidden }) => !hidden && mayReadField(situation, { entity, field: name, row }),
  )
  return Object.fromEntries(shown.map(({ name }) => [name, row[name] ?? null]))
}
