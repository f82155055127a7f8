import type { JsonValue } from '../../ir/index.ts'
import type { FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { checkOptions, fieldOptions, type OptionTable } from '../options/index.ts'
import { arrowText, asObject, describe, isMade, type JsonObject } from '../source-model.ts'
import { checkField } from './check-field.ts'
import { checkFieldName } from './check-field-name.ts'

interface FieldsSite {
  entity: string
  docs: { [field: string]: string }
  report: Report
}

/** Reads the fields of an entity; those that are no fields, or have an impossible name, are reported and left out. */
export function readFields(fields: JsonObject, site: FieldsSite): FieldDraft[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const path = [site.entity, 'fields', name]
    if (!checkFieldName(name, path, site.report)) return []
    const draft = readField(value, { name, path, report: site.report })
    if (draft === null) return []
    draft.doc ??= Object.hasOwn(site.docs, name) ? (site.docs[name] ?? null) : null
    checkField(draft, site.report)
    return [draft]
  })
}

/** Reads what a builder made; `null` for what no builder of the table makes, which is reported. */
export function readField(
  value: JsonValue,
  site: {
    name: string
    path: string[]
    report: Report
    tables?: Readonly<Record<string, OptionTable>>
  },
): FieldDraft | null {
  const { name, path, report, tables = fieldOptions } = site
  const kind = isMade(value, 'field') ? String(value.kind) : ''
  const table = Object.hasOwn(tables, kind) ? tables[kind] : undefined
  if (!isMade(value, 'field') || table === undefined) {
    const text = describe(value)
    report.error('CAM115', path, `The field "${name}" is ${text}`, {
      hint: 'A field is made by a builder: text(), int(), one() and the like',
      nearest: typeof value === 'string' ? nearestName(value, Object.keys(tables)) : null,
    })
    return null
  }
  const owner = `${kind}()`
  const options = checkOptions(asObject(value.options) ?? {}, table, {
    path,
    owner,
    unknown: 'CAM120',
    wrong: 'CAM121',
    report,
  })
  return {
    name,
    kind,
    path,
    options,
    doc: typeof options.doc === 'string' ? options.doc : null,
    values: Array.isArray(value.values)
      ? value.values.filter((item) => typeof item === 'string')
      : [],
    target: typeof value.target === 'string' ? value.target : '',
    element:
      value.element === undefined
        ? null
        : readField(value.element, { ...site, path: [...path, 'element'] }),
    formula: arrowText(value.expression),
  }
}
