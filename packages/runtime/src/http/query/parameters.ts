import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'
import { type QueryProblems, shorten } from './query-problems.ts'

/** One `name[key][key]=value` of a query string. */
export interface Parameter {
  /** As the caller wrote it, for messages. */
  readonly path: string
  /** The part before the first bracket. */
  readonly name: string
  /** What stands in the brackets, in order. */
  readonly keys: readonly string[]
  readonly value: string
}

const maxParameters = 100
const nameAndKeys = /^([^[\]]+)((?:\[[^[\]]*\])*)$/

/**
 * The parameters of a request, in order. Refuses what has no single meaning: broken percent-encoding, text that no
 * database can store, and more than 100 parameters; repeated ones, empty ones and unbalanced brackets are problems.
 */
export function parametersOf(request: FastifyRequest, problems: QueryProblems): Parameter[] {
  refuseBrokenEncoding(request.url)
  const entries = Object.entries(request.query as { [name: string]: string | string[] })
  if (entries.length > maxParameters) {
    throw new AppError('bad_request', { message: `More than ${maxParameters} query parameters` })
  }
  const parameters: Parameter[] = []
  for (const [path, value] of entries) {
    const shown = shorten(path)
    const match = nameAndKeys.exec(path)
    if (Array.isArray(value)) {
      problems.add(shown, 'repeated', `"${shown}" is given ${value.length} times`)
    } else if (value === '') {
      problems.add(shown, 'missing_value', `"${shown}" has no value`)
    } else if (match === null) {
      problems.add(
        shown,
        'malformed',
        `"${shown}" is not a parameter: write name or name[operator]`,
      )
    } else {
      parameters.push({ path: shown, name: match[1] ?? '', keys: keysOf(match[2] ?? ''), value })
    }
  }
  return parameters
}

function keysOf(brackets: string): readonly string[] {
  return brackets === '' ? [] : brackets.slice(1, -1).split('][')
}

function refuseBrokenEncoding(url: string): void {
  const start = url.indexOf('?')
  if (start < 0 || !url.includes('%', start)) return
  const text = decode(url.slice(start + 1))
  if (text.includes('\0')) {
    throw new AppError('bad_request', { message: 'The query string may not hold U+0000' })
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    const message = 'The query string is not percent-encoded UTF-8'
    throw new AppError('bad_request', { message, cause })
  }
}
