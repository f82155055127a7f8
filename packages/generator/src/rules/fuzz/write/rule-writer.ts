import type { EntityIR } from '@cambium/model/ir'
import type { Schema } from '../../schema/index.ts'
import type { Random } from '../random.ts'

/** Something in sight that has fields and relations: a parameter, a variable, or a relation known to be there. */
export interface Sight {
  text: string
  entity: EntityIR
  /** Only its fields and to-one relations can be used. */
  isInput?: boolean
}

/** What writing one random rule shares. */
export interface RuleWriter {
  readonly random: Random
  readonly schema: Schema
  /** Names of the instant of the request, where the rule takes it. */
  readonly now: string | null
  readonly user: string | null
  /** Stays with the fields of what is in sight, so that the rule is pure. */
  readonly isFlat: boolean
  /** A fresh name for a variable. */
  variable(): string
  condition(depth: number, sights: readonly Sight[]): string
  number(depth: number, sights: readonly Sight[]): string
}
