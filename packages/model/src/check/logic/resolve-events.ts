import type { EntityIR, FieldIR } from '../../ir/index.ts'
import { eventName } from '../../names/index.ts'
import type { EntityDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { asObject, describe } from '../source-model.ts'
import { resolveValues } from './resolve-values.ts'

/** What every entity says of itself. */
export const builtInEvents: readonly string[] = ['created', 'updated', 'deleted']

/** Names of the events of an entity, and what they tell; both from its option `events`. */
export function resolveEvents(
  draft: EntityDraft,
  report: Report,
): Pick<EntityIR, 'events' | 'eventPayloads'> {
  const written = draft.options.events
  if (written === true) return { events: [...builtInEvents] }
  const path = [draft.name, 'events']
  if (Array.isArray(written)) {
    const names = written.filter((name) => typeof name === 'string')
    for (const [index, name] of names.entries()) checkName(name, [...path, String(index)], report)
    return { events: names }
  }
  const declared = asObject(written)
  if (declared === null) return { events: [] }
  const payloads: { [event: string]: FieldIR[] } = {}
  const events = Object.entries(declared).flatMap(([name, value]) => {
    const place = [...path, name]
    checkName(name, place, report)
    const fields = asObject(value)
    if (value === false) return []
    if (fields === null && value !== true) {
      report.error('CAM515', place, `The event "${name}" is ${describe(value)}`, {
        hint: 'It takes true, or the fields it tells: { total: money() }',
      })
    } else if (fields !== null && builtInEvents.includes(name)) {
      report.error('CAM515', place, `"${name}" tells the record already`, {
        hint: `Write: ${name}: true, or choose another name`,
      })
    } else if (fields !== null) {
      payloads[name] = resolveValues(fields, { path: place, file: undefined, report })
    }
    return [name]
  })
  return { events, ...(Object.keys(payloads).length > 0 && { eventPayloads: payloads }) }
}

/** Every event there is, by its whole name. */
export function knownEvents(entities: readonly EntityIR[]): string[] {
  return entities.flatMap(({ name, events }) =>
    [...new Set([...builtInEvents, ...events])].map((event) => eventName(name, event)),
  )
}

function checkName(name: string, path: string[], report: Report): void {
  if (/^[a-z][A-Za-z0-9]*$/.test(name) && name.length <= 60) return
  report.error('CAM515', path, `"${name}" cannot be the name of an event`, {
    hint: 'Letters and digits, a small letter first: placed',
  })
}
