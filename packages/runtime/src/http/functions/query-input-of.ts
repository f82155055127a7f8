import type { FastifyRequest } from 'fastify'
import type { FieldSchema, InputRules } from '../../schema/index.ts'
import {
  convertValue,
  createQueryProblems,
  kindSentences,
  type Parameter,
  parametersOf,
  type QueryProblems,
  shorten,
  type ValueKind,
} from '../query/index.ts'

const maxValuesListed = 100

/**
 * The input of a function from a query string: each value converted to the type of its field, lists as `tags=a,b`.
 * Refuses with 400 what no field is called and what cannot be converted; limits are checked with the input.
 */
export function queryInputOf(
  request: FastifyRequest,
  { fields }: InputRules,
): { [field: string]: unknown } {
  const problems = createQueryProblems()
  const input: { [field: string]: unknown } = {}
  for (const parameter of parametersOf(request, problems)) {
    const { name, keys, path } = parameter
    const field = keys.length === 0 && Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined) {
      const allowed = Object.keys(fields)
      problems.unknown(path, { code: 'unknown_parameter', wanted: path, allowed })
    } else input[name] = readInput(field, parameter, problems)
  }
  problems.throwIfAny()
  return input
}

function readInput(field: FieldSchema, parameter: Parameter, problems: QueryProblems): unknown {
  const { path, value } = parameter
  if (!isOf(field, 'array')) return convert(field, parameter, problems)
  const texts = value.split(',')
  if (texts.length > maxValuesListed) {
    const message = `"${path}" lists ${texts.length} values, ${maxValuesListed} at the most`
    problems.add(path, 'too_many', message)
    return undefined
  }
  return texts.map((text) => convert(field.items ?? {}, { ...parameter, value: text }, problems))
}

function convert(field: FieldSchema, { path, value }: Parameter, problems: QueryProblems): unknown {
  const kind = kindOf(field)
  const converted = convertValue(kind, value)
  if (converted === undefined) {
    const message = `"${path}" must be ${kindSentences[kind]}, not "${shorten(value)}"`
    problems.add(path, 'invalid_value', message)
  }
  return converted
}

function kindOf(field: FieldSchema): ValueKind {
  if (field.format === 'date') return 'date'
  if (field.format === 'date-time') return 'instant'
  if (isOf(field, 'integer')) return 'integer'
  if (isOf(field, 'number')) return 'number'
  return isOf(field, 'boolean') ? 'boolean' : 'text'
}

function isOf({ type }: FieldSchema, wanted: string): boolean {
  return Array.isArray(type) ? type.includes(wanted) : type === wanted
}
