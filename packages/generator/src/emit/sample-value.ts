import type { ElementIR, FieldIR, JsonValue, LimitsIR } from '@cambium/model'

type Sampled = Pick<FieldIR, 'kind' | 'value' | 'limits' | 'choice'> &
  Partial<Pick<FieldIR, 'name' | 'normalise' | 'element' | 'default'>>

/** A value the field accepts, another one for each `n` from 1; null when none can be made up. */
export function sampleValue(field: Sampled, n: number): JsonValue {
  if (field.choice) return sampleChoice(field, n)
  switch (field.kind) {
    case 'file':
    case 'image':
      return null
    case 'list':
      return field.element ? sampleList(field.element, field.limits, n) : null
    case 'point':
      return { lat: n, lng: n }
    case 'json':
      return { sample: n }
    default:
      return sampleScalar(field, n)
  }
}

function sampleScalar(field: Sampled, n: number): JsonValue {
  const { limits } = field
  switch (field.value) {
    case 'string':
      return sampleText(field, n)
    case 'integer':
      return sampleNumber(limits, n)
    case 'number':
      return sampleNumber(limits, n)
    case 'decimal':
      return sampleNumber({ ...numeric(limits) }, n)?.toFixed(limits.scale ?? 2) ?? null
    case 'bigint':
      return sampleNumber(numeric(limits), n)?.toFixed(0) ?? null
    case 'boolean':
      return n % 2 === 1
    case 'date':
      return sampleInTime(limits, `2026-01-${two(n)}`)
    case 'instant':
      return sampleInTime(limits, `2026-01-${two(n)}T08:00:00.000Z`)
    case 'json':
      return { sample: n }
  }
}

function sampleChoice({ choice, default: preset }: Sampled, n: number): JsonValue {
  const values = choice?.values ?? []
  if (choice?.transitions && preset && 'literal' in preset) return preset.literal
  return values[(n - 1) % values.length] ?? null
}

function sampleList(element: ElementIR, limits: LimitsIR, n: number): JsonValue {
  const count = Math.max(1, typeof limits.min === 'number' ? limits.min : 1)
  const values = Array.from({ length: count }, (_, index) => sampleValue(element, n + index))
  return values.includes(null) ? null : values
}

function sampleText(field: Sampled, n: number): string | null {
  const { kind, limits } = field
  const fixed = fixedForms[kind]?.(n)
  const plain = field.name === 'id' ? addresses(limits, n) : plainTexts(limits, n)
  const candidates = fixed === undefined ? plain : [fixed]
  const pattern = limits.pattern === undefined ? null : new RegExp(limits.pattern, 'u')
  const isRight = (text: string): boolean =>
    text.length >= Number(limits.min ?? 0) &&
    text.length <= Number(limits.max ?? text.length) &&
    (pattern?.test(text) ?? true)
  const lower = field.normalise?.includes('lower') ?? false
  const forms = candidates.map((text) => (lower ? text.toLowerCase() : text))
  return forms.find((text) => hasOwnLimits(kind) || isRight(text)) ?? null
}

const fixedForms: { [kind: string]: ((n: number) => string) | undefined } = {
  email: (n) => `person${n}@example.com`,
  url: (n) => `https://example.com/${n}`,
  slug: (n) => `sample-${n}`,
  uuid: (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  time: (n) => `08:${two(n)}:00`,
  duration: (n) => `PT${n}H`,
}

function hasOwnLimits(kind: string): boolean {
  return kind === 'uuid' || kind === 'time' || kind === 'duration'
}

/** Texts that stand in an address as they are, none of them cut. */
function addresses({ max }: LimitsIR, n: number): string[] {
  return [`sample-${n}`, `s${n}`, `${n}`].filter((text) => text.length <= Number(max ?? 200))
}

/** What people's patterns often ask for, when the plain text is not it. */
function plainTexts({ min, max }: LimitsIR, n: number): string[] {
  const shortest = Number(min ?? 0)
  const longest = Number(max ?? 200)
  const texts = [`Sample ${n}`, `sample${n}`, `S${n}`, `${n}`]
  const shaped = [
    `sample-${n}`,
    `SAMPLE_${n}`,
    `#00000${n}`,
    `AB${n}`,
    `+4930000000${n}`,
    `${n}`.repeat(5),
  ]
  const letters = String.fromCharCode(96 + n)
  const repeated = [letters, letters.toUpperCase(), String(n)].flatMap((text) =>
    [2, 3, 4, 5, 6, 8, 10, 13].map((count) => text.repeat(count)),
  )
  return [...texts, ...shaped, ...repeated].map((text) =>
    text.padEnd(shortest, 'x').slice(0, longest),
  )
}

function sampleNumber({ min, max, step }: LimitsIR, n: number): number | null {
  const unit = step ?? 1
  const lowest = Math.ceil(Number(min ?? Math.min(1, Number(max ?? 1))) / unit) * unit
  const value = lowest + n * unit
  const highest = Number(max ?? value)
  if (value <= highest) return value
  const below = lowest + (n - 1) * unit
  return below <= highest ? below : lowest <= highest ? lowest : null
}

function numeric({ min, max }: LimitsIR): LimitsIR {
  return {
    ...(min !== undefined && { min: Number(min) }),
    ...(max !== undefined && { max: Number(max) }),
  }
}

function sampleInTime({ min, max }: LimitsIR, value: string): string {
  if (min !== undefined && value < String(min)) return String(min)
  return max !== undefined && value > String(max) ? String(max) : value
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
