import type { EntityIR } from '@cambium/model/ir'
import {
  type DataRow,
  type FieldValue,
  instants,
  type RandomData,
  randomRecord,
} from '../model/index.ts'
import type { Random } from '../random.ts'

/** Who asks. */
export interface FuzzCaller {
  /** In the type of the ids of User; null when nobody is signed in. */
  id: FieldValue
  roles: readonly string[]
}

/** Everything that is known before a row is looked at. */
export interface Situation {
  caller: FuzzCaller
  next: DataRow
  previous: DataRow | null
  now: string
}

/** All users, somebody whose user is gone, and somebody who is not signed in. */
export function allCallers(
  entities: readonly EntityIR[],
  data: RandomData,
  random: Random,
): FuzzCaller[] {
  const roles = ['staff', 'guest', 'admin']
  const isSerial = entities.find((entity) => entity.name === 'User')?.key.kind === 'serial'
  const users = (data.rows.get('User') ?? []).map((row) => row.id ?? null)
  const gone = isSerial ? 999 : 'gone'
  const signedIn = [...users, gone].map((id) => ({
    id,
    roles: roles.filter(() => random.chance(0.4)),
  }))
  return [...signedIn, { id: null, roles: [] }]
}

/** What surrounds one rule: the same final and earlier values and the same clock for every caller. */
export function randomSurroundings(
  entity: EntityIR,
  data: RandomData,
  random: Random,
): Omit<Situation, 'caller'> {
  return {
    next: randomRecord(entity, data, random),
    previous: random.chance(0.3) ? null : randomRecord(entity, data, random),
    now: random.pick(instants),
  }
}
