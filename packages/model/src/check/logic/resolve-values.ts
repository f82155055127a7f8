import type { FieldIR, JsonValue } from '../../ir/index.ts'
import type { FieldDraft } from '../draft.ts'
import { checkValue, createField, readField } from '../field/index.ts'
import type { Report } from '../finding.ts'
import { valueOptions } from '../options/index.ts'
import { asObject, isMade } from '../source-model.ts'

interface ValuesSite {
  path: string[]
  file: string | undefined
  /** The comments above the fields. */
  docs?: { [field: string]: string } | undefined
  report: Report
}

const forbiddenNames = new Set([
  'constructor',
  'prototype',
  ...Object.getOwnPropertyNames(Object.prototype),
])

/** The fields of an input, an output or a payload. What cannot be passed as a value is reported and left out. */
export function resolveValues(fields: JsonValue | undefined, site: ValuesSite): FieldIR[] {
  const report = inFile(site)
  return Object.entries(asObject(fields) ?? {}).flatMap(([name, value]) => {
    const path = [...site.path, name]
    if (!isName(name, path, report) || isStored(value, path, report)) return []
    const draft = readField(value, { name, path, report, tables: valueOptions })
    if (draft === null) return []
    draft.doc ??= site.docs && Object.hasOwn(site.docs, name) ? (site.docs[name] ?? null) : null
    checkValue(draft, report)
    checkPresence(draft, report)
    return [valueField(draft)]
  })
}

/** Every field must be given, unless it is `optional`: then it may be left out or null. */
function valueField(draft: FieldDraft): FieldIR {
  const isOptional = draft.options.optional === true || draft.options.required === false
  const field = createField(draft, { id: 0, column: null })
  return { ...field, nullable: isOptional, required: !isOptional }
}

function checkPresence({ name, path, options }: FieldDraft, report: Report): void {
  if (options.optional !== true || options.required !== true) return
  const message = `"${name}" is both required and optional`
  report.error('CAM508', [...path, 'optional'], message, { hint: 'Leave one of them out' })
}

function isName(name: string, path: string[], report: Report): boolean {
  const isRight = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !name.startsWith('__')
  if (isRight && !forbiddenNames.has(name)) return true
  report.error('CAM508', path, `"${name}" cannot be the name of a value`, {
    hint: 'Letters, digits and single underscores, no digit first',
  })
  return false
}

/** What only a column can hold, with what to pass in its place. */
const instead: { readonly [kind: string]: string } = {
  one: 'Pass its id: uuid()',
  manyToMany: 'Pass their ids: list(uuid())',
  file: 'Pass the id of an uploaded file: uuid()',
  image: 'Pass the id of an uploaded file: uuid()',
  secret: 'Write: text({ pii: true })',
  password: 'Write: text({ pii: true })',
  computed: 'Pass the value itself',
  vector: 'Write: list(float())',
}

function isStored(value: JsonValue, path: string[], report: Report): boolean {
  const kind = isMade(value, 'field') ? String(value.kind) : ''
  const hint = Object.hasOwn(instead, kind) ? instead[kind] : undefined
  if (hint === undefined) return false
  report.error('CAM508', path, `A value of ${kind}() cannot be passed`, { hint })
  return true
}

/** The same report, each finding with the file its place is in. */
function inFile({ report, file }: ValuesSite): Report {
  if (file === undefined) return report
  return {
    findings: report.findings,
    error: (code, path, message, details) =>
      report.error(code, path, message, { ...details, file }),
    warning: (code, path, message, details) =>
      report.warning(code, path, message, { ...details, file }),
  }
}
