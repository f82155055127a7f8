import type { Resource } from '../../operation/index.ts'
import { convertValue, kindSentences } from './convert-value.ts'
import type { Parameter } from './parameters.ts'
import { type QueryProblems, shorten } from './query-problems.ts'
import { storedText, valueKindOf } from './queryable-fields.ts'
import { placeForms, readPlace } from './read-place.ts'

const maxValuesListed = 100

/** A condition whose value is to be read. */
export interface Wanted extends Parameter {
  readonly operator: string
}

/** The value of a condition as the operator takes it; undefined where it is none, which is a problem then. */
export function readValue(resource: Resource, wanted: Wanted, problems: QueryProblems): unknown {
  switch (wanted.operator) {
    case 'exists':
      return checked(convertValue('boolean', wanted.value), () =>
        problems.add(wanted.path, 'invalid_value', `"${wanted.path}" must be true or false`),
      )
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return wanted.value
    case 'near':
    case 'within':
      return checked(readPlace(wanted.operator, wanted.value), () =>
        problems.add(
          wanted.path,
          'invalid_value',
          `"${wanted.path}" must be ${placeForms[wanted.operator as 'near']}`,
        ),
      )
    case 'in':
    case 'nin':
      return readList(resource, wanted, problems)
    default:
      return readOne(resource, wanted, problems)
  }
}

function readList(
  resource: Resource,
  wanted: Wanted,
  problems: QueryProblems,
): unknown[] | undefined {
  const texts = wanted.value.split(',')
  if (texts.length > maxValuesListed) {
    const message = `"${wanted.path}" lists ${texts.length} values, ${maxValuesListed} at the most`
    problems.add(wanted.path, 'too_many', message)
    return undefined
  }
  const values = texts.map((value) => readOne(resource, { ...wanted, value }, problems))
  return values.includes(undefined) ? undefined : values
}

function readOne(
  resource: Resource,
  { path, name, value }: Wanted,
  problems: QueryProblems,
): unknown {
  const kind = valueKindOf(resource, name)
  const schema = resource.fields[name]
  const text = storedText(resource, name, value)
  if (value === '') {
    problems.add(path, 'missing_value', `"${path}" has an empty value`)
    return undefined
  }
  if (schema?.enum !== undefined && !schema.enum.map(String).includes(text)) {
    const allowed = schema.enum.filter((choice) => choice !== null).map(String)
    problems.unknown(path, { code: 'unknown_value', wanted: value, allowed })
    return undefined
  }
  return checked(convertValue(kind, text), () =>
    problems.add(
      path,
      'invalid_value',
      `"${path}" must be ${kindSentences[kind]}, not "${shorten(value)}"`,
    ),
  )
}

function checked<Value>(value: Value | undefined, otherwise: () => void): Value | undefined {
  if (value === undefined) otherwise()
  return value
}
