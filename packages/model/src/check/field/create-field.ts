import type { FieldIR, FieldKind, JsonValue, ValueType } from '../../ir/index.ts'
import type { FieldDraft } from '../draft.ts'
import { choiceOf } from './check-choice.ts'
import { elementOf } from './check-element.ts'
import { limitsOf } from './limits.ts'
import { defaultOf } from './read-default.ts'
import { isKind, valueForms } from './value-forms.ts'

/** What is known of a field from elsewhere: its identity, and its column. */
export interface FieldPlace {
  id: number
  column: string | null
}

/** Options that have no place of their own in the IR yet. */
const kept = ['api', 'ui', 'i18n', 'types', 'public', 'many', 'thumbs', 'dimensions', 'metric']

/** The field of the IR. A formula is filled in later, once every entity is known. */
export function createField(draft: FieldDraft, { id, column }: FieldPlace): FieldIR {
  const { kind, options, element } = draft
  const isComputed = kind === 'computed'
  const isOn = (name: string): boolean => options[name] === true
  const preset = isComputed ? null : (defaultOf(draft) ?? emptyList(draft))
  const isSecret = kind === 'secret' || kind === 'password'
  return {
    id,
    name: draft.name,
    column,
    kind: kindOf(kind),
    value: valueTypeOf(draft),
    origin: 'model',
    doc: draft.doc,
    label: textOr(options.label),
    nullable: !isOn('required') && !holdsMany(draft) && (preset === null || isCurrentUser(preset)),
    required: isOn('required'),
    unique: isOn('unique'),
    indexed: isOn('index'),
    default: preset,
    readOnly: isComputed || isOn('readOnly'),
    writeOnce: isOn('writeOnce'),
    writeOnly: isSecret || isOn('writeOnly'),
    hidden: isOn('hidden'),
    encrypted: kind === 'secret' || isOn('encrypted') || options.encrypted === 'searchable',
    pii: isOn('pii'),
    deprecated: textOr(options.deprecated),
    limits: isComputed && element !== null ? limitsOf(element) : limitsOf(draft),
    normalise: [
      ...(isOn('trim') ? ['trim' as const] : []),
      ...(isOn('lower') ? ['lower' as const] : []),
    ],
    search: searchOf(options.search),
    choice: kind === 'choice' ? choiceOf(draft) : null,
    element: element === null ? null : elementOf(element),
    reference: null,
    computed: null,
    slugFrom: textOr(options.from),
    extra: extraOf(draft),
  }
}

function kindOf(kind: string): FieldKind {
  if (kind === 'one') return 'reference'
  return isKind(kind) ? kind : 'json'
}

function valueTypeOf({ kind, element }: FieldDraft): ValueType {
  return valueForms[kind === 'computed' ? (element?.kind ?? '') : kind]?.value ?? 'string'
}

function isCurrentUser(preset: { server: string } | object): boolean {
  return 'server' in preset && preset.server === 'currentUser'
}

function searchOf(value: JsonValue | undefined): FieldIR['search'] {
  return value === 'A' || value === 'B' || value === 'C' || value === 'D' ? value : null
}

/** Of several files there is a list, which may be empty and is never null. */
function holdsMany({ kind, options }: FieldDraft): boolean {
  const { many } = options
  return (kind === 'file' || kind === 'image') && many !== undefined && many !== false
}

function emptyList(draft: FieldDraft): FieldIR['default'] {
  return holdsMany(draft) && draft.options.required !== true ? { literal: [] } : null
}

function extraOf({ kind, options }: FieldDraft): FieldIR['extra'] {
  const extra = kept.flatMap((name): [string, JsonValue][] => {
    const value = options[name]
    return value === undefined ? [] : [[name, value]]
  })
  if (typeof options.stored === 'string') extra.push(['stored', options.stored])
  if (options.encrypted === 'searchable') extra.push(['encrypted', 'searchable'])
  if ((kind === 'file' || kind === 'image') && options.max !== undefined)
    extra.push(['max', options.max])
  return Object.fromEntries(extra)
}

function textOr(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}
