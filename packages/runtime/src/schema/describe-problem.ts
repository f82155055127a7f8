import type { ErrorObject } from 'ajv'
import { type FieldError, nearestName } from '../errors/index.ts'

type Describe = (params: { [name: string]: unknown }) => { code: string; message: string }

const descriptions: { [keyword: string]: Describe } = {
  type: ({ type }) => ({ code: 'type', message: `must be ${typeWords(type)}` }),
  minLength: ({ limit }) => ({
    code: 'too_short',
    message: `must have at least ${limit} ${limit === 1 ? 'character' : 'characters'}`,
  }),
  maxLength: ({ limit }) => ({
    code: 'too_long',
    message: `must have at most ${limit} characters`,
  }),
  minimum: ({ limit }) => ({ code: 'too_small', message: `must be ${limit} or more` }),
  maximum: ({ limit }) => ({ code: 'too_large', message: `must be ${limit} or less` }),
  minItems: ({ limit }) => ({ code: 'too_few', message: `must have at least ${limit} items` }),
  maxItems: ({ limit }) => ({ code: 'too_many', message: `must have at most ${limit} items` }),
  uniqueItems: () => ({ code: 'duplicate', message: 'must not hold the same value twice' }),
  multipleOf: ({ multipleOf }) => ({
    code: 'step',
    message: `must be a multiple of ${multipleOf}`,
  }),
  pattern: () => ({ code: 'pattern', message: 'does not have the right form' }),
  format: ({ format }) => ({ code: 'format', message: `must be ${formatWords(format)}` }),
  enum: ({ allowedValues }) => ({
    code: 'choice',
    message: `must be one of ${choiceWords(allowedValues)}`,
  }),
}

/** Says in words what is wrong with a value, with the path of the field: `lines.2.amount`. */
export function describeProblem(problem: ErrorObject): FieldError {
  const path = problem.instancePath.split('/').slice(1)
  const params = problem.params as { [name: string]: unknown }
  if (problem.keyword === 'required') {
    const missing = [...path, String(params.missingProperty)].join('.')
    return { path: missing, code: 'required', message: 'is required' }
  }
  if (problem.keyword === 'additionalProperties') {
    const extra = String(params.additionalProperty)
    return path.length > 0
      ? {
          path: [...path, extra].join('.'),
          code: 'unknown',
          message: 'is not a part of this value',
        }
      : { path: extra, code: 'read_only', message: 'cannot be set here' }
  }
  const describe = descriptions[problem.keyword]
  const described = describe?.(params) ?? {
    code: 'invalid',
    message: problem.message ?? 'is invalid',
  }
  return { path: path.join('.'), ...described }
}

/** The error for a name that is no field, with the field it is nearest to. */
export function unknownField(
  name: string,
  fields: readonly string[],
  words: string = 'this record',
): FieldError {
  const nearest = nearestName(name, fields)
  const hint = nearest ? `; did you mean "${nearest}"?` : ''
  return { path: name, code: 'unknown', message: `is not a field of ${words}${hint}` }
}

function typeWords(type: unknown): string {
  const types = (Array.isArray(type) ? type : String(type).split(',')).map(String)
  const words: { [type: string]: string } = {
    string: 'text',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    null: 'null',
  }
  return types.map((name) => words[name] ?? name).join(' or ')
}

function formatWords(format: unknown): string {
  const words: { [format: string]: string } = {
    'date-time': 'an instant such as 2026-11-20T09:10:00Z',
    date: 'a date such as 2026-11-20',
    time: 'a time such as 09:10:00',
    duration: 'a duration such as PT1H30M',
    email: 'an email address',
    uri: 'an absolute URL',
    uuid: 'a UUID',
  }
  return words[String(format)] ?? String(format)
}

function choiceWords(values: unknown): string {
  return (Array.isArray(values) ? values : []).map((value) => JSON.stringify(value)).join(', ')
}
