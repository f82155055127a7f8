/** The identities of a model, kept in `model.lock.json`. */
export interface Lock {
  version: 1
  entities: { [name: string]: LockedEntity }
  /** Identities of entities that are no more, with the last name of each. Never given again. */
  gone?: { [id: string]: string }
}

/** The identity of an entity and of its fields. */
export interface LockedEntity {
  id: number
  table: string
  /** Identity and column of each field; of a many-to-many relation its linking table. */
  fields: { [name: string]: [id: number, column: string] }
  /** Identities of fields that are no more, with the last name of each. Never given again. */
  gone?: { [id: string]: string }
}

/** The lock of a model that has never been generated. */
export function emptyLock(): Lock {
  return { version: 1, entities: {} }
}

/**
 * The text of `model.lock.json`: one line for each field, entities by name, fields by identity with those of Cambium last,
 * so that a new field is one new line and branches seldom meet.
 */
export function printLock(lock: Lock): string {
  const entities = Object.entries(lock.entities)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, entity]) => `    ${JSON.stringify(name)}: {\n${printEntity(entity)}\n    }`)
  const body = entities.length === 0 ? '{}' : `{\n${entities.join(',\n')}\n  }`
  const gone = lock.gone ? `,\n  "gone": ${printGone(lock.gone, '  ')}` : ''
  return `{\n  "version": 1,\n  "entities": ${body}${gone}\n}\n`
}

function printEntity(entity: LockedEntity): string {
  const fields = Object.entries(entity.fields)
    .sort(([, [left]], [, [right]]) => rank(left) - rank(right))
    .map(
      ([name, [id, column]]) =>
        `        ${JSON.stringify(name)}: [${id}, ${JSON.stringify(column)}]`,
    )
  const lines = [
    `      "id": ${entity.id}`,
    `      "table": ${JSON.stringify(entity.table)}`,
    ...(entity.gone ? [`      "gone": ${printGone(entity.gone, '      ')}`] : []),
    `      "fields": {\n${fields.join(',\n')}\n      }`,
  ]
  return lines.join(',\n')
}

function printGone(gone: { [id: string]: string }, indent: string): string {
  const lines = Object.entries(gone)
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([id, name]) => `${indent}  ${JSON.stringify(id)}: ${JSON.stringify(name)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`
}

/** Fields of Cambium have the identities below 11 and stand last. */
function rank(id: number): number {
  return id < 11 ? id + Number.MAX_SAFE_INTEGER / 2 : id
}
