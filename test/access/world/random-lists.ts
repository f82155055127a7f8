import type { Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import { idOf, randomRow } from './random-rows.ts'
import type { Grant, HistoryEvent, Right, Row, Rows, Shape, Subject } from './shape.ts'

const rights: readonly Right[] = ['read', 'write']

/** Entries of access lists for a third of all records. */
export function randomGrants({ entities }: Shape, rows: Rows, random: Random): Grant[] {
  return entities.flatMap(({ name }) =>
    (rows.tables[name] ?? [])
      .filter(() => random.chance(0.35))
      .flatMap(({ id }) => {
        const some = Array.from({ length: 1 + random.below(2) }, () => randomSubject(random))
        const grants = some.map((subject) => ({
          entity: name,
          id: String(id),
          subject,
          right: random.pick(rights),
        }))
        return grants.filter(
          (grant, index) =>
            !grants.slice(0, index).some((one) => JSON.stringify(one) === JSON.stringify(grant)),
        )
      }),
  )
}

/** Somebody an access list may name: a user, a role, or everybody. */
export function randomSubject(random: Random): Subject {
  switch (random.below(4)) {
    case 0:
      return { everyone: true }
    case 1:
      return { role: random.pick(['staff', 'guest', 'admin']) }
    default:
      return { user: idOf('User', random.below(6)) }
  }
}

/** What was done before to the records of entities that keep a history. */
export function randomEvents(shape: Shape, rows: Rows, random: Random): HistoryEvent[] {
  let made = 0
  return shape.entities
    .filter(({ history }) => history)
    .flatMap((entity) =>
      (rows.tables[entity.name] ?? []).flatMap((row) => {
        const count = random.below(3)
        return Array.from({ length: count }, (): HistoryEvent => {
          made += 1
          const all = randomRow(entity, { shape, number: made, random })
          return {
            entity: entity.name,
            record: String(row.id),
            id: idOf('History', made),
            operation: random.pick(['create', 'update']),
            version: entity.versioned ? made : null,
            actor: random.chance(0.15) ? null : idOf('User', random.pick([0, 1, 2, 3, 4, 5, 999])),
            at: '2026-02-02T02:02:02.222Z',
            changes: keptOf(entity, all, random),
          }
        })
      }),
    )
}

/** What is encrypted is kept in no history. */
function keptOf({ fields }: Shape['entities'][number], row: Row, random: Random): Row {
  const isKept = (name: string): boolean =>
    fields.find((one) => one.name === name)?.encrypted !== true
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name !== 'id' && isKept(name) && random.chance(0.5)),
  )
}
