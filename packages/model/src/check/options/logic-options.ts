import { fieldOptions } from './field-options.ts'
import type { OptionTable } from './option-shape.ts'
import {
  anyText,
  anything,
  either,
  flag,
  integer,
  listOf,
  object,
  oneOf,
  positiveCount,
  timeSpan,
  words,
} from './option-shape.ts'

/** A length of time: a number of milliseconds, or a text such as `5m`. */
const span = either(positiveCount, timeSpan('smhd'))

/** The options of `defineFunction()`. */
export const functionOptions: OptionTable = {
  doc: anyText,
  method: oneOf('GET', 'POST'),
  path: words,
  access: anything,
  input: object,
  output: object,
  stream: oneOf('text', 'ndjson', 'sse'),
  transaction: flag,
}

/** The options of `defineJob()`. */
export const jobOptions: OptionTable = {
  doc: anyText,
  input: object,
  schedule: either(words, listOf(words)),
  timeZone: words,
  missed: oneOf('skip', 'once', 'all'),
  attempts: positiveCount,
  timeout: span,
  concurrency: positiveCount,
  rate: words,
  priority: integer,
  transaction: flag,
}

/** The options of `defineWorkflow()`. */
export const workflowOptions: OptionTable = {
  doc: anyText,
  input: object,
  attempts: positiveCount,
  timeout: span,
  concurrency: positiveCount,
}

/** The options of `on()`. */
export const handlerOptions: OptionTable = {
  doc: anyText,
  attempts: positiveCount,
  timeout: span,
  concurrency: positiveCount,
  transaction: flag,
}

/** What an option of a value says that is not kept in a column. */
const ofValues = new Set(
  'doc label required pii deprecated min max step pattern trim lower scale precision currency labels'.split(
    ' ',
  ),
)

/** The kinds of fields that are kept, encrypted or made by the database, and so no values to be passed. */
const onlyStored = new Set([
  'file',
  'image',
  'vector',
  'secret',
  'password',
  'computed',
  'one',
  'manyToMany',
])

/** The options of every builder in the input or output of a function, a job or an event. */
export const valueOptions: Readonly<Record<string, OptionTable>> = Object.fromEntries(
  Object.entries(fieldOptions)
    .filter(([kind]) => !onlyStored.has(kind))
    .map(([kind, table]) => [
      kind,
      {
        ...Object.fromEntries(Object.entries(table).filter(([name]) => ofValues.has(name))),
        optional: flag,
      },
    ]),
)
