import type { KeyIR } from '../../ir/index.ts'
import type { EntityDraft, FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { checkOptions, keyOptions } from '../options/index.ts'
import { storedName } from '../relation/index.ts'
import { asObject } from '../source-model.ts'

const usualMax = 255
const largestMax = 500

/** How the ids of an entity are made. */
export function keyOf(entity: EntityDraft): KeyIR {
  const { id } = entity.options
  if (Array.isArray(id)) {
    const fields = id.flatMap((name) =>
      entity.fields.filter((field) => field.name === name).map(storedName),
    )
    return { kind: 'composite', fields }
  }
  const options = asObject(id)
  const kind = options?.kind ?? id
  switch (kind) {
    case 'serial':
    case 'nanoid':
    case 'int':
    case 'uuid':
      return { kind }
    case 'text':
      return { kind, max: typeof options?.max === 'number' ? options.max : usualMax }
    default:
      return { kind: 'uuid7' }
  }
}

/** Reports a key that cannot be one: of options that contradict each other, or of fields that are no part of a key. */
export function checkKey(entity: EntityDraft, report: Report): void {
  const { id, auth } = entity.options
  const { kind } = keyOf(entity)
  if (auth !== undefined && kind !== 'uuid7' && kind !== 'nanoid' && kind !== 'serial') {
    report.error('CAM164', [entity.name, 'id'], 'Whoever signs up brings no id', {
      hint: "Leave it to the server: id: 'uuid7', id: 'nanoid' or id: 'serial'",
    })
  }
  if (Array.isArray(id)) checkParts(entity, id.map(String), report)
  else checkKeyOptions(entity, report)
}

function checkKeyOptions(entity: EntityDraft, report: Report): void {
  const written = asObject(entity.options.id)
  if (written === null) return
  const path = [entity.name, 'id']
  const site = { path, owner: '"id"', unknown: 'CAM113', wrong: 'CAM114', report }
  const { kind, max } = checkOptions(written, keyOptions, site)
  if (written.kind === undefined) {
    report.error('CAM164', path, `The key of ${entity.name} does not say how ids are made`, {
      hint: "Add kind: id: { kind: 'uuid7', column: 'product_id' }",
    })
  }
  if (max === undefined) return
  const place = [...path, 'max']
  if (kind !== undefined && kind !== 'text') {
    report.error('CAM164', place, `Ids of kind ${String(kind)} have no length of their own`)
  } else if (Number(max) > largestMax) {
    report.error(
      'CAM164',
      place,
      `A key of ${String(max)} characters is too long to be an address`,
      {
        hint: `Up to ${largestMax}`,
      },
    )
  }
}

function checkParts(entity: EntityDraft, names: string[], report: Report): void {
  const path = [entity.name, 'id']
  checkAround(entity, report)
  if (names.length === 0) report.error('CAM164', path, 'A key is made of one field at least')
  names.forEach((name, at) => {
    const place = [...path, String(at)]
    const field = entity.fields.find((candidate) => candidate.name === name)
    if (field === undefined) {
      const known = entity.fields.map((candidate) => candidate.name)
      const message = `${entity.name} has no field "${name}"`
      report.error('CAM164', place, message, { nearest: nearestName(name, known) })
      return
    }
    const problem = names.indexOf(name) < at ? 'is named twice' : notPart(field)
    if (problem !== null) {
      report.error('CAM164', place, `"${name}" cannot be part of a key: it ${problem}`)
    } else if (field.options.required !== true) {
      report.error('CAM164', place, `"${name}" may be null, so it cannot be part of a key`, {
        hint: 'Add: required: true',
      })
    }
  })
}

/** What goes by keys of one column. */
function checkAround({ name, options, fields }: EntityDraft, report: Report): void {
  const path = [name, 'id']
  if (name === 'User' && options.auth === undefined) {
    report.error('CAM167', path, 'A User is known by one value, which is what a token holds')
  }
  const searched = fields.find((field) => field.options.search !== undefined)
  const indexes = Array.isArray(options.indexes) ? options.indexes : []
  const special = indexes
    .map(asObject)
    .find((index) => index?.kind === 'fulltext' || index?.kind === 'geo')
  const what = searched
    ? `The search in "${searched.name}"`
    : special && `${String(special.kind)}()`
  if (what === undefined || what === null) return
  report.error('CAM167', path, `${what} goes by keys of one column`, {
    hint: 'Use the default id, and unique() over the fields of the key',
  })
}

/** Kinds whose values have one text, and the same one in every database. */
const partKinds = [
  ...['text', 'email', 'url', 'slug', 'choice', 'uuid', 'time'],
  ...['int', 'money', 'bigint', 'bool', 'date', 'datetime', 'one'],
]

/** Why a field is no part of a key, `null` when it can be. */
function notPart({ kind, options }: FieldDraft): string | null {
  if (kind === 'manyToMany' || kind === 'computed') return 'is no column'
  if (kind === 'one' && Array.isArray(options.fields))
    return 'is stored in other fields, which may be named instead'
  if (!partKinds.includes(kind)) return `is of kind ${kind}, which names nothing`
  const hidden = ['encrypted', 'hidden', 'writeOnly'].find(
    (name) => options[name] !== undefined && options[name] !== false,
  )
  if (hidden !== undefined) return `is ${hidden}, and a key is seen by everybody`
  return options.onDelete === 'setNull' ? 'becomes null when its target is deleted' : null
}
