import type { Random } from '../../rules/fuzz/index.ts'
import type { Draft, EntityDraft, FieldDraft } from './draft.ts'

const fieldNames = [
  'order',
  'select',
  'title',
  'status',
  'kind',
  'qty',
  'from',
  'table',
  'note',
  'place',
]
const entityNames = ['Order', 'Group', 'Task', 'Select', 'Thing', 'Index', 'Person']
const kinds = [
  'text',
  'text',
  'int',
  'float',
  'bool',
  'date',
  'datetime',
  'json',
  'point',
  'list',
  'decimal',
  'choice',
  'one',
  'one',
  'manyToMany',
]
const values = ['open', "won't do", 'order', 'done', '%']

const defaults: { readonly [kind: string]: readonly unknown[] } = {
  text: ['x', "o'clock", ''],
  int: [0, 7, -3],
  float: [0.5],
  bool: [true, false],
  decimal: ['1.50', '-2.00'],
}

/** Numbers that were never given before. */
export type Counter = () => number

/** One random change of a model; it may be one that the checker refuses. */
export function mutateDraft(draft: Draft, random: Random, next: Counter): void {
  const change = random.pick(changes)
  change(draft, random, next)
}

type Change = (draft: Draft, random: Random, next: Counter) => void

const addEntity: Change = (draft, random, next) => {
  const used = draft.entities.map(({ name }) => name)
  const free = entityNames.filter((name) => !used.includes(name))
  if (free.length === 0 || draft.entities.length > 4) return
  const made: EntityDraft = {
    uid: next(),
    name: random.pick(free),
    serial: random.chance(0.2),
    softDelete: random.chance(0.3),
    together: [],
    fields: [],
  }
  draft.entities.push(made)
  for (let count = 0; count < 3; count++) addFieldTo(draft, made, { random, next })
  if (random.chance(0.4)) giveKey(made, random)
}

const partKinds = ['text', 'int', 'date', 'bool', 'datetime', 'choice']

/** A key of some of its fields, or one that is brought. */
export function giveKey(made: EntityDraft, random: Random): void {
  const parts = made.fields.filter(({ kind }) => partKinds.includes(kind)).slice(0, 2)
  if (parts.length === 0 || random.chance(0.3)) made.brought = random.pick(['text', 'int', 'uuid'])
  else made.key = parts.map(({ uid }) => uid)
  made.serial = false
  if (!made.key) return
  for (const { options } of made.fields) delete options.search
  for (const { options } of parts) options.required = true
}

/** A relation to a key of several fields, over fields that come with it. */
const addHeld: Change = (draft, random, next) => {
  const target = draft.entities.find(({ key }) => key !== undefined)
  const made = random.pick(draft.entities)
  const free = fieldNames.filter((name) => !made.fields.some((field) => field.name === name))
  const key = target?.key?.flatMap((uid) => target.fields.filter((field) => field.uid === uid))
  if (!target || !key || free.length <= key.length) return
  const parts = key.map(({ kind, options }, at) => {
    const { values: given } = options
    const own = kind === 'choice' ? { values: given } : {}
    return { uid: next(), name: free[at] ?? '', kind, target: 0, options: own }
  })
  const onDelete = random.pick(['cascade', 'restrict', ''])
  const options = { parts: parts.map(({ uid }) => uid), ...(onDelete && { onDelete }) }
  const name = free[key.length] ?? ''
  made.fields.push(...parts, { uid: next(), name, kind: 'held', target: target.uid, options })
}

const dropEntity: Change = (draft, random) => {
  if (draft.entities.length < 3) return
  const { uid } = random.pick(draft.entities)
  draft.entities = draft.entities.filter((one) => one.uid !== uid)
  for (const one of draft.entities) one.fields = one.fields.filter(({ target }) => target !== uid)
}

const renameEntity: Change = (draft, random) => {
  const used = draft.entities.map(({ name }) => name)
  const free = entityNames.filter((name) => !used.includes(name))
  if (free.length > 0) random.pick(draft.entities).name = random.pick(free)
}

const swapEntities: Change = (draft, random) => {
  const one = random.pick(draft.entities)
  const other = random.pick(draft.entities)
  ;[one.name, other.name] = [other.name, one.name]
}

const addField: Change = (draft, random, next) => {
  addFieldTo(draft, random.pick(draft.entities), { random, next })
}

function addFieldTo(
  draft: Draft,
  entity: EntityDraft,
  { random, next }: { random: Random; next: Counter },
): void {
  const used = entity.fields.map(({ name }) => name)
  const free = fieldNames.filter((name) => !used.includes(name))
  if (free.length === 0) return
  const kind = random.pick(kinds)
  const options: FieldDraft['options'] = {}
  const given = defaults[kind]
  if (kind === 'choice') {
    options.values = values.slice(0, 2 + random.below(3))
    if (random.chance(0.5)) options.default = 'open'
  } else if (given && random.chance(0.4)) options.default = random.pick(given)
  if (kind === 'text' && !('default' in options) && random.chance(0.3)) options.unique = true
  if (kind === 'text' && random.chance(0.3)) options.search = random.pick(['A', 'B'])
  if (!options.unique && kind !== 'one' && kind !== 'manyToMany' && random.chance(0.3)) {
    options.required = true
  }
  const isLink = kind === 'one' || kind === 'manyToMany'
  const targets = draft.entities.filter(({ key }) => key === undefined)
  if (isLink && (targets.length === 0 || (entity.key && kind === 'manyToMany'))) return
  const target = isLink ? random.pick(targets).uid : 0
  const name = random.pick(free)
  entity.fields.push({ uid: next(), name, kind, target, options })
}

const dropField: Change = (draft, random) => {
  const one = random.pick(draft.entities)
  if (one.fields.length < 2) return
  const { uid } = random.pick(one.fields)
  const isHeldIn = ({ options }: FieldDraft): boolean =>
    Array.isArray(options.parts) && options.parts.includes(uid)
  one.fields = one.fields.filter((field) => field.uid !== uid && !isHeldIn(field))
  one.together = []
}

const renameField: Change = (draft, random) => {
  const one = random.pick(draft.entities)
  const free = fieldNames.filter((name) => !one.fields.some((field) => field.name === name))
  if (one.fields.length > 0 && free.length > 0) random.pick(one.fields).name = random.pick(free)
}

const swapFields: Change = (draft, random) => {
  const { fields } = random.pick(draft.entities)
  if (fields.length < 2) return
  const one = random.pick(fields)
  const other = random.pick(fields)
  ;[one.name, other.name] = [other.name, one.name]
}

/** A change of one field that stays. */
function changeField(work: (field: FieldDraft, draft: Draft, random: Random) => void): Change {
  return (draft, random) => {
    const { fields } = random.pick(draft.entities)
    if (fields.length > 0) work(random.pick(fields), draft, random)
  }
}

const toggleRequired = changeField(({ options, kind }) => {
  if (kind !== 'one' && kind !== 'manyToMany' && kind !== 'held')
    options.required = !options.required
})

const changeDefault = changeField((field, _draft, random) => {
  const given = defaults[field.kind]
  if (!given || field.options.unique) return
  if (field.options.default === undefined) field.options.default = random.pick(given)
  else delete field.options.default
})

const changeChoices = changeField(({ kind, options }, _draft, random) => {
  if (kind !== 'choice') return
  options.values = values.slice(0, 1 + random.below(4))
})

const toggleUnique = changeField(({ kind, options }) => {
  if (kind === 'text' && options.default === undefined) options.unique = !options.unique
})

const toggleSearch = changeField(({ kind, options }, _draft, random) => {
  if (kind !== 'text') return
  if (options.search) delete options.search
  else options.search = random.pick(['A', 'C'])
})

const otherKinds: { readonly [kind: string]: readonly string[] } = {
  int: ['text', 'float', 'bool', 'decimal'],
  text: ['int', 'decimal', 'bool', 'date', 'datetime', 'choice'],
  bool: ['int', 'text'],
  date: ['datetime', 'text'],
  datetime: ['text'],
  decimal: ['text', 'int'],
  json: ['text'],
  float: ['int', 'text'],
  choice: ['text'],
  one: ['manyToMany'],
  manyToMany: ['one'],
}

const changeKind = changeField((field, _draft, random) => {
  const others = otherKinds[field.kind]
  if (!others) return
  field.kind = random.pick(others)
  const { required } = field.options
  field.options = {
    ...(required === true && { required }),
    ...(field.kind === 'choice' && { values: values.slice(0, 3) }),
  }
})

const changeDigits = changeField(({ kind, options }, _draft, random) => {
  if (kind === 'decimal')
    Object.assign(options, { scale: random.pick([0, 1, 2, 4]), precision: random.pick([8, 18]) })
})

const changeRelation = changeField((field, draft, random) => {
  if (field.kind === 'manyToMany') field.options.ordered = !field.options.ordered
  if (field.kind !== 'one') return
  if (random.chance(0.5)) field.options.onDelete = random.pick(['cascade', 'restrict', 'setNull'])
  else {
    const targets = draft.entities.filter(({ key }) => key === undefined)
    if (targets.length > 0) field.target = random.pick(targets).uid
  }
})

const uniqueTogether: Change = (draft, random) => {
  const one = random.pick(draft.entities)
  const fields = one.fields.filter(({ kind }) => ['text', 'int', 'date'].includes(kind))
  one.together = one.together.length > 0 ? [] : fields.slice(0, 2).map(({ uid }) => uid)
}

const toggleSoftDelete: Change = (draft, random) => {
  const one = random.pick(draft.entities)
  one.softDelete = !one.softDelete
}

const toggleFormula: Change = (draft, random, next) => {
  const one = random.pick(draft.entities)
  const field = one.fields.find(({ kind }) => kind === 'computed')
  if (!field)
    one.fields.push({ uid: next(), name: 'formula', kind: 'computed', target: 0, options: {} })
  else if (random.chance(0.6)) field.options.twice = !field.options.twice
  else one.fields = one.fields.filter(({ uid }) => uid !== field.uid)
}

const changes: readonly Change[] = [
  addEntity,
  dropEntity,
  renameEntity,
  swapEntities,
  addField,
  addField,
  addField,
  addHeld,
  addHeld,
  addHeld,
  dropField,
  renameField,
  renameField,
  swapFields,
  toggleRequired,
  changeDefault,
  changeChoices,
  changeChoices,
  toggleUnique,
  toggleSearch,
  changeKind,
  changeKind,
  changeKind,
  changeDigits,
  changeRelation,
  changeRelation,
  uniqueTogether,
  toggleSoftDelete,
  toggleFormula,
]
