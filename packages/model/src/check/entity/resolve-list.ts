import type { EntityIR, ListIR } from '../../ir/index.ts'
import type { EntityDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { checkOptions, listOptions } from '../options/index.ts'
import { asObject, type JsonObject } from '../source-model.ts'
import { findField, readDirection, requireField, unsortable } from './find-field.ts'

const defaultPageSize = 20
const defaultMaxPageSize = 100

/** How lists of the entity behave. */
export function resolveList(entity: EntityIR, draft: EntityDraft, report: Report): ListIR {
  const options = checkOptions(asObject(draft.options.list) ?? {}, listOptions, {
    path: [entity.name, 'list'],
    owner: '"list"',
    unknown: 'CAM113',
    wrong: 'CAM114',
    report,
  })
  const { count } = options
  return {
    sort: resolveSort(entity, { draft, options, report }),
    ...resolvePageSizes(entity, options, report),
    count: count === 'exact' || count === 'estimate' ? count : 'none',
  }
}

function resolvePageSizes(
  entity: EntityIR,
  options: JsonObject,
  report: Report,
): Pick<ListIR, 'pageSize' | 'maxPageSize'> {
  const size = typeof options.pageSize === 'number' ? options.pageSize : null
  const max = typeof options.maxPageSize === 'number' ? options.maxPageSize : null
  if (size !== null && max !== null && size > max) {
    report.error(
      'CAM162',
      [entity.name, 'list', 'pageSize'],
      `The page size ${size} is above the largest, ${max}`,
    )
  }
  const maxPageSize = max ?? Math.max(defaultMaxPageSize, size ?? 0)
  return { pageSize: size ?? Math.min(defaultPageSize, maxPageSize), maxPageSize }
}

interface SortSite {
  draft: EntityDraft
  options: JsonObject
  report: Report
}

function resolveSort(entity: EntityIR, { draft, options, report }: SortSite): ListIR['sort'] {
  const { sort } = options
  const written = Array.isArray(sort) ? sort.map(String) : typeof sort === 'string' ? [sort] : []
  const sorted = written.flatMap((item, at) => {
    const path = [entity.name, 'list', 'sort', ...(Array.isArray(sort) ? [String(at)] : [])]
    const { name, descending } = readDirection(item)
    const field = requireField(entity, name, { code: 'CAM161', path, report })
    if (field === undefined) return []
    const problem = unsortable(field) ?? unreadable(name, { entity, draft })
    if (problem === null) return [{ field: field.name, descending }]
    report.error('CAM161', path, `Lists cannot be sorted by "${name}": it ${problem}`)
    return []
  })
  if (sorted.length > 0) return sorted
  return entity.fields.some(({ name, origin }) => name === 'createdAt' && origin === 'system')
    ? [{ field: 'createdAt', descending: true }]
    : entity.fields
        .filter(({ name }) => name === 'id')
        .map(({ name }) => ({ field: name, descending: false }))
}

/** The order of a list tells about the fields that make it. */
function unreadable(
  name: string,
  { entity, draft }: { entity: EntityIR; draft: EntityDraft },
): string | null {
  const field = findField(entity, name)
  if (field?.hidden === true || field?.writeOnly === true) return 'is seen by nobody'
  const rules = asObject(asObject(draft.options.fieldAccess)?.[name])
  return rules?.read === undefined
    ? null
    : 'has a read rule, so some callers may not know its order'
}
