import type { FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'

/** Options that cannot both be true, with the reason. */
const contradictions: [string, string, string][] = [
  ['readOnly', 'writeOnly', 'it could neither be written nor read'],
  ['readOnly', 'writeOnce', '`readOnly` already keeps callers from writing it'],
  ['hidden', 'writeOnly', '`hidden` already keeps callers from reading it'],
  ['hidden', 'writeOnce', '`hidden` already keeps callers from writing it'],
]

const opaqueKinds = new Set([
  'json',
  'list',
  'file',
  'image',
  'vector',
  'point',
  'secret',
  'password',
])

/** Reports options that contradict each other or cannot be kept by a field of this kind. */
export function checkContradictions(field: FieldDraft, report: Report): void {
  const { options, path } = field
  for (const [one, other, reason] of contradictions) {
    if (options[one] === true && options[other] === true) {
      report.error(
        'CAM130',
        [...path, other],
        `A field cannot be both "${one}" and "${other}": ${reason}`,
      )
    }
  }
  checkFinding(field, report)
  const serverOnly = options.readOnly === true || options.hidden === true
  if (
    options.required === true &&
    serverOnly &&
    options.default === undefined &&
    field.kind !== 'manyToMany'
  ) {
    const which = options.readOnly === true ? 'readOnly' : 'hidden'
    report.warning('CAM135', path, `"${field.name}" is required, and no caller may give it`, {
      hint: `Give it a default, or set it in a hook before create; else leave out "required" or "${which}"`,
    })
  }
}

/** Whether values can be found again: what is encrypted or opaque has no order and no equality in the database. */
function checkFinding(field: FieldDraft, report: Report): void {
  const { options, path, kind } = field
  const encrypted = options.encrypted === true || options.encrypted === 'searchable'
  for (const name of ['unique', 'index', 'search']) {
    const value = options[name]
    if (value === undefined || value === false) continue
    const findable = options.encrypted === 'searchable' && name !== 'search'
    if (encrypted && !findable) {
      report.error('CAM136', [...path, name], `"${name}" cannot work on an encrypted field`, {
        hint:
          name === 'search'
            ? 'Leave one of them out'
            : "encrypted: 'searchable' can be found by equal values.",
      })
    } else if (opaqueKinds.has(kind)) {
      const hint = kind === 'point' ? 'Use indexes: [geo(...)]' : 'Leave it out'
      report.error('CAM136', [...path, name], `"${name}" cannot work on ${kind}()`, { hint })
    }
  }
  const stored = kind !== 'computed' || options.stored === true
  for (const name of ['unique', 'index', 'column']) {
    if (!stored && options[name] !== undefined && options[name] !== false) {
      report.error(
        'CAM136',
        [...path, name],
        `"${name}" cannot work on a formula that is not stored`,
        {
          hint: 'Add: stored: true',
        },
      )
    }
  }
}
