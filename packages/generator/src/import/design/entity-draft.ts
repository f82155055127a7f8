import type { SourceTable } from '../source/index.ts'
import type { EntityDesign, FieldDesign } from './import-design.ts'
import type { MemberNames } from './member-names.ts'
import type { KeyPlan } from './plan-keys.ts'
import type { RelationPlan } from './plan-relations.ts'

/** An entity while it is made. */
export interface EntityDraft {
  table: SourceTable
  key: KeyPlan
  relations: RelationPlan[]
  names: MemberNames
  design: EntityDesign
  /** The field of each column that has one. */
  fieldOf: Map<string, FieldDesign>
  relationOf: Map<RelationPlan, FieldDesign>
}

/** The draft of a table. */
export function draftOf(
  drafts: readonly EntityDraft[],
  table: SourceTable,
): EntityDraft | undefined {
  return drafts.find((draft) => draft.table === table)
}
