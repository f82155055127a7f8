import type { Resource } from '../../operation/index.ts'
import { convertValue, kindSentences } from './convert-value.ts'
import type { Parameter } from './parameters.ts'
import { type QueryProblems, shorten } from './query-problems.ts'
import { filterableFields, storedText, valueKindOf } from './queryable-fields.ts'

/** The conditions collected so far: by field, then by operator. */
export interface CollectedWhere {
  [field: string]: { [operator: string]: unknown }
}

const maxValuesListed = 100

/** Reads `field=value` and `field[operator]=value` into `where`; what is wrong with it becomes a problem. */
export function readFilter(
  resource: Resource,
  parameter: Parameter,
  { where, problems }: { where: CollectedWhere; problems: QueryProblems },
): void {
  const { path, name: field, keys } = parameter
  const [operator = 'eq', ...deeper] = keys
  const allowed = filterableFields(resource).get(field) ?? []
  if (deeper.length > 0) {
    problems.add(path, 'malformed', `"${path}" has more than one operator`)
  } else if (!allowed.includes(operator)) {
    problems.unknown(path, { code: 'unknown_operator', wanted: operator, allowed })
  } else {
    const value = readValue(resource, { ...parameter, operator }, problems)
    if (value === undefined) return
    where[field] ??= {}
    where[field][operator] = value
  }
}

/** Says that a name is neither a parameter nor a field that may be filtered. */
export function refuseName(
  resource: Resource,
  { path, name }: Parameter,
  { parameters, problems }: { parameters: readonly string[]; problems: QueryProblems },
): void {
  const allowed = [...filterableFields(resource).keys(), ...parameters]
  problems.unknown(path, { code: 'unknown_parameter', wanted: name, allowed })
}

interface Wanted extends Parameter {
  readonly operator: string
}

function readValue(resource: Resource, wanted: Wanted, problems: QueryProblems): unknown {
  switch (wanted.operator) {
    case 'exists':
      return checked(convertValue('boolean', wanted.value), () =>
        problems.add(wanted.path, 'invalid_value', `"${wanted.path}" must be true or false`),
      )
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return wanted.value
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
