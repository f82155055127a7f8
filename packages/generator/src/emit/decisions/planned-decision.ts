import type { FieldIR } from '@cambium/model'
import type { World } from './world.ts'

/** One request about a rule, and what must come back. */
export interface PlannedDecision {
  name: string
  /** What is there, and who asks. The first record is the one the request is about. */
  world: World
  /** `share` asks for the access list of the record. */
  request: 'get' | 'list' | 'create' | 'update' | 'delete' | 'share'
  status: number
  problem?: 'unauthenticated' | 'forbidden' | 'not_found'
  /** The field that the answer must have, must not have, or must name in its errors. */
  field?: { field: FieldIR; is: 'shown' | 'hidden' | 'refused' }
}
