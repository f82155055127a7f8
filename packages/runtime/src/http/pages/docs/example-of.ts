import { type OpenApi, resolve, type Schema } from './open-api.ts'

/** A value as the schema describes it, made of its examples; of an object what is required, or all of it. */
export function exampleOf(
  document: OpenApi,
  given: Schema,
  { everything }: { everything: boolean },
): unknown {
  const schema = resolve(document, given)
  const { examples, enum: values, items, properties, required = [] } = schema
  const [first] = schema.anyOf ?? []
  if (first) return exampleOf(document, first, { everything })
  if (schema.default !== undefined) return schema.default
  if (examples) return examples[0]
  if (values) return values[0]
  if (properties) {
    const members = Object.entries(properties).filter(
      ([name]) => required.includes(name) || everything,
    )
    const chosen = members.length > 0 ? members : Object.entries(properties).slice(0, 1)
    return Object.fromEntries(
      chosen
        .filter(([, member]) => !isRelated(member))
        .map(([name, member]) => [name, exampleOf(document, member, { everything: false })]),
    )
  }
  if (items) return [exampleOf(document, items, { everything })]
  return plainExample(schema)
}

/** Related records are in an answer only when they were asked for. */
function isRelated({ oneOf, items }: Schema): boolean {
  return oneOf?.[0]?.$ref !== undefined || items?.$ref !== undefined
}

function plainExample({ type, format, minimum = 1 }: Schema): unknown {
  const kind = typeof type === 'string' ? type : type?.[0]
  switch (kind) {
    case 'string':
      return forms[format ?? ''] ?? 'text'
    case 'integer':
    case 'number':
      return Math.max(minimum, 1)
    case 'boolean':
      return true
    case 'array':
      return []
    case 'object':
      return {}
    default:
      return null
  }
}

const forms: { readonly [format: string]: string } = {
  uuid: '0197f3a2-8c1e-7d4b-9a60-3b5c7e2f1d08',
  'date-time': '2026-01-31T08:30:00.000Z',
  date: '2026-01-31',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  duration: 'PT2H',
}
