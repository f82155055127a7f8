import type { EntityIR, OperationName } from '../../ir/index.ts'
import type { EntityDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { apiOptions, checkOptions } from '../options/index.ts'
import { asObject, type JsonObject } from '../source-model.ts'
import { requireField } from './find-field.ts'

const operations: OperationName[] = ['list', 'get', 'create', 'update', 'delete']

/** What is read of a view is made elsewhere. */
const reading: OperationName[] = ['list', 'get']

/** What the APIs offer of an entity; options of APIs that come later are kept as written. */
export interface ApiParts {
  operations: OperationName[]
  rest: EntityIR['rest']
  extra: JsonObject
}

/** Reads `api`; `served` is whether the project has a REST API at all. */
export function resolveApi(
  entity: EntityIR,
  { draft, served, report }: { draft: EntityDraft; served: boolean; report: Report },
): ApiParts {
  const path = [entity.name, 'api']
  const options = checkOptions(asObject(draft.options.api) ?? {}, apiOptions, {
    path,
    owner: '"api"',
    unknown: 'CAM113',
    wrong: 'CAM114',
    report,
  })
  const { rest, operations: chosen, upsert, ...others } = options
  const offered = served && rest !== false
  const possible = entity.view ? reading : operations
  return {
    operations: Array.isArray(chosen) ? possible.filter((name) => chosen.includes(name)) : possible,
    rest: offered
      ? {
          path: pathOf(entity, rest, { path, report }),
          upsert: upsertOf(entity, upsert, { path, report }),
        }
      : null,
    extra: Object.keys(others).length > 0 ? { api: others } : {},
  }
}

interface ApiSite {
  path: string[]
  report: Report
}

function pathOf(
  entity: EntityIR,
  rest: JsonObject[string] | undefined,
  { path, report }: ApiSite,
): string {
  if (typeof rest !== 'string') return entity.names.path
  const written = rest.replace(/^\//, '')
  if (!/^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)*$/.test(written)) {
    report.error('CAM166', [...path, 'rest'], `"${rest}" cannot be the path of a resource`, {
      hint: 'Lower-case letters, digits and hyphens, without /api: todo-items',
    })
  }
  return written
}

function upsertOf(
  entity: EntityIR,
  upsert: JsonObject[string] | undefined,
  { path, report }: ApiSite,
): string | null {
  if (typeof upsert !== 'string') return null
  const place = [...path, 'upsert']
  const field = requireField(entity, upsert, { code: 'CAM163', path: place, report })
  if (field === undefined) return null
  if (field.name === 'id' && entity.key.kind === 'serial') {
    report.error('CAM163', place, 'The database counts these ids, so nobody can name a new one', {
      hint: "Use another unique field, or ids that can be made anywhere: id: 'uuid7'",
    })
    return null
  }
  const alone = entity.indexes.some(
    (index) =>
      index.kind === 'unique' && index.fields.length === 1 && index.fields[0]?.field === field.name,
  )
  if (!field.unique && !alone) {
    report.error(
      'CAM163',
      place,
      `"${upsert}" is not unique, so it does not name one record to replace`,
      {
        hint: 'Add "unique: true" to the field',
      },
    )
  }
  return field.name
}
