import type { OptionTable } from './option-shape.ts'
import {
  anyText,
  anything,
  byteSize,
  count,
  currency,
  either,
  exactNumber,
  flag,
  integer,
  listOf,
  mediaType,
  number,
  object,
  oneOf,
  pixels,
  positiveCount,
  positiveNumber,
  words,
} from './option-shape.ts'

const common = {
  doc: anyText,
  label: words,
  required: flag,
  unique: flag,
  index: flag,
  readOnly: flag,
  writeOnce: flag,
  writeOnly: flag,
  hidden: flag,
  encrypted: either(flag, oneOf('searchable')),
  pii: flag,
  was: words,
  column: words,
  stored: words,
  deprecated: words,
  api: object,
  ui: object,
} satisfies OptionTable

const texts = {
  ...common,
  min: count,
  max: positiveCount,
  pattern: words,
  default: anything,
  trim: flag,
  lower: flag,
  search: oneOf('A', 'B', 'C', 'D'),
  i18n: flag,
} satisfies OptionTable

const { encrypted: _encrypted, writeOnly: _writeOnly, ...concealed } = common
const { unique: _unique, index: _index, ...unindexed } = common

const integers = { ...common, min: integer, max: integer, step: positiveCount, default: anything }
const floats = { ...common, min: number, max: number, step: positiveNumber, default: anything }
const exact = { ...common, min: exactNumber, max: exactNumber, default: anything }
const times = { ...common, min: words, max: words, default: anything }
const files = {
  ...unindexed,
  max: byteSize,
  types: listOf(mediaType),
  public: flag,
  many: either(flag, positiveCount),
  thumbs: listOf(pixels),
}
const described = {
  doc: anyText,
  label: words,
  was: words,
  deprecated: words,
  api: object,
  ui: object,
}

/** The options of every builder of fields. Their values are checked further by the kind. */
export const fieldOptions: Readonly<Record<string, OptionTable>> = {
  text: texts,
  email: texts,
  url: texts,
  slug: { ...texts, from: words },
  int: integers,
  float: floats,
  money: { ...integers, currency, scale: count },
  decimal: { ...exact, scale: count, precision: positiveCount },
  bigint: exact,
  bool: { ...common, default: anything },
  date: times,
  datetime: times,
  time: times,
  duration: { ...common, default: anything },
  uuid: { ...common, default: anything },
  json: { ...common, default: anything },
  list: { ...common, min: count, max: positiveCount, default: anything },
  choice: { ...common, default: anything, transitions: object, labels: object },
  file: files,
  image: files,
  point: common,
  vector: { ...unindexed, dimensions: positiveCount, metric: oneOf('cosine', 'euclidean', 'dot') },
  secret: { ...concealed, min: count, max: positiveCount, pattern: words },
  password: { ...concealed, min: count, max: positiveCount },
  computed: {
    ...described,
    stored: flag,
    unique: flag,
    index: flag,
    hidden: flag,
    pii: flag,
    column: words,
  },
  one: {
    ...common,
    inverse: words,
    fields: listOf(words),
    onDelete: oneOf('cascade', 'restrict', 'setNull', 'noAction'),
    default: anything,
  },
  manyToMany: {
    ...described,
    required: flag,
    readOnly: flag,
    inverse: words,
    through: words,
    ordered: flag,
    table: words,
    columns: listOf(words),
  },
}
