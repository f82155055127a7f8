import { AppError } from '../../errors/index.ts'

const whole = /^\$(\d{1,2})\.([A-Za-z]\w*)$/
const inPath = /\$(\d{1,2})\.([A-Za-z]\w*)/g
const escaped = /^\$\$\d{1,2}\.[A-Za-z]\w*$/

/** What the operations before have answered, read as JSON where it is looked into. */
export type Earlier = readonly { readonly body: string | null }[]

/**
 * Puts the values of earlier answers where a text is a reference to one: `"$0.id"` is the `id` that the first operation
 * answered with. `"$$0.id"` stands for the text itself.
 */
export function resolveBody(value: unknown, earlier: Earlier): unknown {
  if (typeof value === 'string') return resolveText(value, earlier)
  if (Array.isArray(value)) return value.map((item) => resolveBody(item, earlier))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.map(([name, item]) => [name, resolveBody(item, earlier)]))
}

/** Puts the values of earlier answers into a path: `/api/projects/$0.id`. */
export function resolvePath(path: string, earlier: Earlier): string {
  if (!path.includes('$')) return path
  return path.replaceAll(inPath, (text, index: string, name: string) => {
    const value = valueIn(earlier, { text, index, name })
    if (typeof value !== 'string' && typeof value !== 'number') throw unresolved(text)
    return encodeURIComponent(value)
  })
}

function resolveText(text: string, earlier: Earlier): unknown {
  if (!text.startsWith('$')) return text
  if (escaped.test(text)) return text.slice(1)
  const [, index, name] = whole.exec(text) ?? []
  if (index === undefined || name === undefined) return text
  return valueIn(earlier, { text, index, name })
}

function valueIn(
  earlier: Earlier,
  { text, index, name }: { text: string; index: string; name: string },
): unknown {
  const body = earlier[Number(index)]?.body
  const answer: unknown = body ? JSON.parse(body) : undefined
  if (typeof answer !== 'object' || answer === null || !Object.hasOwn(answer, name)) {
    throw unresolved(text)
  }
  return (answer as { [name: string]: unknown })[name]
}

function unresolved(text: string): AppError {
  return new AppError('invalid', {
    message: `${text} is nothing that an earlier operation of this batch has answered`,
  })
}
