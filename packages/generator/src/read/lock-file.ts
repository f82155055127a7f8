import type { Lock } from '@cambium/model/check'
import type { Diagnostic } from './diagnostic.ts'
import { diagnosticAt, diagnosticWithout } from './locate.ts'
import { parseSource } from './parse-source.ts'
import { byCodeUnit } from './source-files.ts'

/** Where the identities of a project stand. */
export const lockFile = 'model.lock.json'

/** Identities below this one are those of system fields; they are printed last. */
const firstModelIdentity = 11

type LockEntity = Lock['entities'][string]

/** Reads the text of model.lock.json; no text is an empty lock, and what cannot be read is a diagnostic. */
export function parseLock(text: string | null): { lock: Lock; diagnostics: Diagnostic[] } {
  const empty: Lock = { version: 1, entities: {} }
  if (text === null) return { lock: empty, diagnostics: [] }
  const conflict = /^(<{7}|={7}|>{7})( |$)/m.exec(text)
  if (conflict) return { lock: empty, diagnostics: [conflictAt(text, conflict.index)] }
  const parsed = parseJson(text)
  if ('diagnostic' in parsed) return { lock: empty, diagnostics: [parsed.diagnostic] }
  if (!isLock(parsed.value)) {
    return {
      lock: empty,
      diagnostics: [diagnosticWithout(unreadable('it is not a lock of version 1'), lockFile)],
    }
  }
  return { lock: parsed.value, diagnostics: duplicatesIn(parsed.value, text) }
}

/**
 * The text of a lock: one line a field, ordered by identity with the system fields last, so that a new field is one
 * more line and two branches that add fields merge or conflict in one place.
 */
export function printLock(lock: Lock): string {
  const entities = Object.entries(lock.entities)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, entity]) => `    ${JSON.stringify(name)}: ${printEntity(entity)}`)
  const body = entities.length === 0 ? '{}' : `{\n${entities.join(',\n')}\n  }`
  return `{\n  "version": 1,\n  "entities": ${body}\n}\n`
}

function printEntity({ id, table, fields, gone }: LockEntity): string {
  const ordered = Object.entries(fields).sort(([, [a]], [, [b]]) => rank(a) - rank(b))
  const lines = ordered.map(
    ([name, [identity, column]]) =>
      `        ${JSON.stringify(name)}: [${identity}, ${JSON.stringify(column)}]`,
  )
  const left = Object.entries(gone ?? {}).map(
    ([identity, name]) => `        ${JSON.stringify(identity)}: ${JSON.stringify(name)}`,
  )
  const goneText = left.length === 0 ? '' : `      "gone": {\n${left.join(',\n')}\n      },\n`
  const fieldsText = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n      }`
  return `{\n      "id": ${id},\n      "table": ${JSON.stringify(table)},\n${goneText}      "fields": ${fieldsText}\n    }`
}

function rank(identity: number): number {
  return identity < firstModelIdentity ? identity + Number.MAX_SAFE_INTEGER / 2 : identity
}

function parseJson(text: string): { value: unknown } | { diagnostic: Diagnostic } {
  try {
    return { value: JSON.parse(text) }
  } catch {
    // the engine's message seldom says where, so the text is read once more as an expression
    const label = parseSource({ path: 'lock.ts', text: `(${text})` }).errors[0]?.labels[0]
    const start = Math.max(0, (label?.start ?? text.length) - 1)
    const span = { start, end: start + 1 }
    const statement = unreadable('it is not valid JSON')
    return { diagnostic: diagnosticAt(statement, { file: lockFile, text, span }) }
  }
}

function conflictAt(text: string, start: number): Diagnostic {
  return diagnosticAt(
    {
      code: 'CAM303',
      message: `${lockFile} holds the conflict markers of a merge`,
      hint: 'Keep the lines of both sides and remove the markers. Where two fields have one number, remove the line of the newer one: it gets a new number.',
    },
    { file: lockFile, text, span: { start, end: start + 7 } },
  )
}

function unreadable(why: string): { code: string; message: string; hint: string } {
  return {
    code: 'CAM302',
    message: `${lockFile} cannot be read: ${why}`,
    hint: 'Take it back from version control. It holds the identities of your tables and columns, so do not delete it.',
  }
}

function isLock(value: unknown): value is Lock {
  if (!isObject(value) || value.version !== 1 || !isObject(value.entities)) return false
  return Object.values(value.entities).every(
    (entity) =>
      isObject(entity) &&
      Number.isSafeInteger(entity.id) &&
      typeof entity.table === 'string' &&
      isObject(entity.fields) &&
      Object.values(entity.fields).every(
        (field) => Array.isArray(field) && Number.isSafeInteger(field[0]) && field.length >= 2,
      ),
  )
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Two branches may each have given the next number to a field of their own. */
function duplicatesIn(lock: Lock, text: string): Diagnostic[] {
  return Object.entries(lock.entities).flatMap(([entity, { fields }]) => {
    const owners = new Map<number, string>()
    return Object.entries(fields).flatMap(([field, [identity]]) => {
      const other = owners.get(identity)
      owners.set(identity, field)
      if (other === undefined) return []
      const inEntity = Math.max(0, text.indexOf(`${JSON.stringify(entity)}:`))
      const start = Math.max(0, text.indexOf(`${JSON.stringify(field)}: [`, inEntity))
      return [
        diagnosticAt(
          {
            code: 'CAM304',
            message: `${entity}.${other} and ${entity}.${field} have one identity, ${identity}`,
            hint: 'Remove the line of the field that no database has yet: the next generate gives it a new number.',
          },
          { file: lockFile, text, span: { start, end: start + field.length + 2 } },
        ),
      ]
    })
  })
}
