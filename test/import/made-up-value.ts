/** As much of a JSON Schema as the documents of generated projects use. */
export interface ValueSchema {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  multipleOf?: number
  minItems?: number
  items?: ValueSchema
  properties?: { [name: string]: ValueSchema }
  required?: string[]
  examples?: unknown[]
  oneOf?: ValueSchema[]
  $ref?: string
}

/** A value that the schema accepts, another one for each `n` from 1, as far as there are others. */
export function madeUpValue(schema: ValueSchema, n: number): unknown {
  if (schema.enum) return schema.enum.filter((value) => value !== null)[n % present(schema)]
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null')
  switch (types.length > 1 ? 'object' : types[0]) {
    case 'string':
      return madeUpText(schema, n)
    case 'integer':
    case 'number':
      return madeUpNumber(schema, n)
    case 'boolean':
      return n % 2 === 1
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, (_, index) =>
        madeUpValue(schema.items ?? {}, n + index),
      )
    default:
      return madeUpObject(schema, n)
  }
}

function present({ enum: values = [] }: ValueSchema): number {
  return values.filter((value) => value !== null).length
}

function madeUpObject({ properties }: ValueSchema, n: number): unknown {
  if (!properties) return { made: { up: n } }
  const members = Object.entries(properties)
  return Object.fromEntries(members.map(([name, value]) => [name, madeUpValue(value, n)]))
}

function madeUpNumber(schema: ValueSchema, n: number): number {
  const { minimum = 0, maximum = 2 ** 53 - 1, multipleOf = 1 } = schema
  const least = maximum < 0 ? minimum : Math.max(minimum, 0)
  const lowest = Math.ceil(least / multipleOf) * multipleOf
  const steps = Math.floor((maximum - lowest) / multipleOf)
  return lowest + (steps >= n ? n : n % (steps + 1)) * multipleOf
}

function madeUpText(schema: ValueSchema, n: number): string {
  const { format = '', minLength = 0, maxLength = 200, pattern = '' } = schema
  const formed = formats[format]?.(n)
  if (formed !== undefined) return formed
  const fits = (text: string): boolean =>
    text.length >= minLength && text.length <= maxLength && new RegExp(pattern, 'u').test(text)
  const texts = [...plain(n), String(n % 10), ...shaped(n)]
  const padded = texts.flatMap((text) => [
    text,
    text.padEnd(minLength, 'x'),
    text.repeat(minLength || 1),
  ])
  return padded.find(fits) ?? `made up ${n}`
}

function plain(n: number): string[] {
  return [`Made up ${n}`, `m${n}`, base36(n, 3), base36(n, 2), base36(n, 1)]
}

function shaped(n: number): string[] {
  const time = `${two(n % 24)}:${two(n % 60)}:00`
  return [
    `made-up-${n}`,
    time,
    `${n}.00`,
    `${n % 10}.0`,
    `0.${n}`,
    `id${n}`.padEnd(21, 'x'),
    `M${n}`,
  ]
}

function base36(n: number, length: number): string {
  return n.toString(36).padStart(length, '0').slice(-length)
}

const formats: { [format: string]: ((n: number) => string) | undefined } = {
  uuid: (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  email: (n) => `person${n}@example.com`,
  uri: (n) => `https://example.com/${n}`,
  date: (n) => `2026-${two(1 + (n % 12))}-${two(1 + (n % 28))}`,
  'date-time': (n) => `2026-${two(1 + (n % 12))}-${two(1 + (n % 28))}T08:00:${two(n % 60)}.000Z`,
  duration: (n) => `PT${n}H`,
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
