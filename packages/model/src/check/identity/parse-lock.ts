import type { JsonValue } from '../../ir/index.ts'
import { createReport, type Finding, type Report } from '../finding.ts'
import { asObject, type JsonObject } from '../source-model.ts'
import type { Lock } from './lock.ts'

/** Reads the text of `model.lock.json`. A lock that cannot be trusted gives findings and no lock; never throws. */
export function parseLock(text: string): { lock: Lock | null; findings: Finding[] } {
  const report = createReport()
  const value = parse(text)
  const root = asObject(value)
  if (root === null || root.version !== 1 || asObject(root.entities) === null) {
    const message = 'model.lock.json cannot be read'
    const hint = 'Take it from the last commit; after a merge, keep the lines of both sides'
    report.error('CAM183', ['lock'], message, { hint })
    return { lock: null, findings: report.findings }
  }
  const entities = asObject(root.entities) ?? {}
  for (const [name, entity] of Object.entries(entities)) checkShape(name, entity, report)
  if (report.findings.length > 0) return { lock: null, findings: report.findings }
  return {
    lock: {
      version: 1,
      entities,
      ...(root.gone !== undefined && { gone: root.gone }),
    } as unknown as Lock,
    findings: [],
  }
}

/** Reports identities that two entities or two fields share, as a merge of two branches may leave them. */
export function checkLock(lock: Lock, report: Report): void {
  const entities = Object.entries(lock.entities).map(([name, { id }]): [string, number] => [
    name,
    id,
  ])
  checkShared(entities, { gone: lock.gone, path: ['lock'], report })
  for (const [name, entity] of Object.entries(lock.entities)) {
    const fields = Object.entries(entity.fields).map(([field, [id]]): [string, number] => [
      field,
      id,
    ])
    checkShared(fields, { gone: entity.gone, path: ['lock', name], report })
  }
}

interface SharedSite {
  gone: { [id: string]: string } | undefined
  path: string[]
  report: Report
}

function checkShared(named: [string, number][], { gone = {}, path, report }: SharedSite): void {
  const owners = new Map(Object.entries(gone).map(([id, name]) => [Number(id), name]))
  for (const [name, id] of named) {
    const owner = owners.get(id)
    if (owner === undefined) owners.set(id, name)
    else {
      report.error(
        'CAM182',
        [...path, name],
        `"${owner}" and "${name}" have the same identity ${id} in model.lock.json`,
        {
          hint: 'Run: cambium check --fix. The one that is not deployed yet gets another number',
        },
      )
    }
  }
}

function checkShape(name: string, value: JsonValue, report: Report): void {
  const entity = asObject(value)
  const fields = asObject(entity?.fields)
  const right =
    Number.isSafeInteger(entity?.id) &&
    typeof entity?.table === 'string' &&
    fields !== null &&
    Object.values(fields).every(
      (field) =>
        Array.isArray(field) &&
        field.length === 2 &&
        Number.isSafeInteger(field[0]) &&
        typeof field[1] === 'string',
    )
  if (right && isGone(entity?.gone)) return
  report.error('CAM183', ['lock', name], `The entry "${name}" of model.lock.json cannot be read`, {
    hint: 'Take it from the last commit',
  })
}

function isGone(value: JsonValue | undefined): boolean {
  if (value === undefined) return true
  const gone: JsonObject | null = asObject(value)
  return gone !== null && Object.values(gone).every((name) => typeof name === 'string')
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
