import { days, instants, randomValue } from '../model/index.ts'
import { type FieldPath, randomField } from './random-path.ts'
import type { RuleWriter, Sight } from './rule-writer.ts'

type WriteTest = (writer: RuleWriter, sights: readonly Sight[]) => string | null

const equalities = ['===', '!==']
const orders = ['<', '<=', '>', '>=', '===', '!==']

/** A single comparison, or whatever else is true or false by itself. */
export function randomTest(writer: RuleWriter, sights: readonly Sight[]): string {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const written = writer.random.pick(tests)(writer, sights)
    if (written !== null) return written
  }
  return writer.random.pick(['true', 'false'])
}

const tests: readonly WriteTest[] = [
  textTest,
  textTest,
  idTest,
  idTest,
  numberTest,
  numberTest,
  numberTest,
  numberTest,
  booleanTest,
  booleanTest,
  timeTest,
  timeTest,
  bigTest,
  nullTest,
  nullTest,
  listTest,
  roleTest,
]

function textTest(writer: RuleWriter, sights: readonly Sight[]): string | null {
  const path = randomField(writer, sights, ['string'])
  if (path === null || path.field.name.endsWith('Id') || path.field.name === 'id') return null
  const { random } = writer
  const operator = random.pick(equalities)
  const other = random.chance(0.2) ? randomField(writer, sights, ['string']) : null
  if (other !== null) return guarded(writer, path, `${path.text} ${operator} ${other.text}`)
  return `${path.text} ${operator} ${JSON.stringify(randomValue(path.field, random))}`
}

function idTest(writer: RuleWriter, sights: readonly Sight[]): string | null {
  const { random, user } = writer
  const path = randomField(writer, sights, ['string', 'integer'])
  if (path === null || !(path.field.name === 'id' || path.field.reference !== null)) return null
  const operator = random.pick(equalities)
  if (user !== null && random.chance(0.6)) {
    return random.chance(0.8)
      ? `${path.text} ${operator} ${user}.id`
      : `${user}.id ${operator} ${path.text}`
  }
  const other = randomField(writer, sights, [path.field.value])
  if (other === null) return null
  return guarded(writer, path, `${path.text} ${operator} ${other.text}`)
}

function numberTest(writer: RuleWriter, sights: readonly Sight[]): string {
  const { random } = writer
  const left = writer.number(1, sights)
  const right = random.chance(0.5)
    ? String(random.pick([0, 1, 2, 3, -1, 1.5, 0.25]))
    : writer.number(1, sights)
  return `${left} ${random.pick(orders)} ${right}`
}

function booleanTest(writer: RuleWriter, sights: readonly Sight[]): string | null {
  const path = randomField(writer, sights, ['boolean'])
  if (path === null) return null
  const { text } = path
  return writer.random.pick([
    text,
    text,
    `!${text}`,
    `${text} === true`,
    `${text} !== true`,
    `${text} === false`,
    `(${text} ?? true)`,
  ])
}

function timeTest(writer: RuleWriter, sights: readonly Sight[]): string | null {
  const { random, now } = writer
  const path = randomField(writer, sights, ['date', 'instant'])
  if (path === null) return null
  const { value } = path.field
  const other = random.chance(0.4) ? randomField(writer, sights, [value]) : null
  const literal = `'${random.pick(value === 'date' ? days : instants)}'`
  const known = now !== null && value === 'instant' && random.chance(0.6) ? now : literal
  const operator = random.pick(orders)
  if (other === null) return guarded(writer, path, `${path.text} ${operator} ${known}`)
  const both = guarded(writer, other, `${path.text} ${operator} ${other.text}`)
  return guarded(writer, path, both)
}

function bigTest(writer: RuleWriter, sights: readonly Sight[]): string | null {
  const { random } = writer
  const path = randomField(writer, sights, ['bigint', 'decimal'])
  if (path === null) return null
  const operator = random.pick(equalities)
  if (path.field.value === 'bigint') {
    return `${path.text} ${operator} ${JSON.stringify(randomValue(path.field, random))}`
  }
  const other = randomField(writer, sights, ['decimal'])
  return other === null ? null : guarded(writer, path, `${path.text} ${operator} ${other.text}`)
}

function nullTest(writer: RuleWriter, sights: readonly Sight[]): string | null {
  const { random } = writer
  const operator = random.pick(equalities)
  const path = randomField(writer, sights, [
    'string',
    'integer',
    'number',
    'boolean',
    'date',
    'instant',
    'bigint',
    'decimal',
    'json',
  ])
  return path === null ? null : `${path.text} ${operator} null`
}

function listTest(writer: RuleWriter, sights: readonly Sight[]): string | null {
  const { random } = writer
  const path = randomField(writer, sights, ['string', 'integer', 'date'])
  if (path === null || path.field.reference !== null || path.field.name === 'id') return null
  const items = [randomValue(path.field, random), randomValue(path.field, random)]
  return `${JSON.stringify(items)}.includes(${path.text})`
}

function roleTest({ random, user }: RuleWriter): string | null {
  return user === null
    ? null
    : `${user}.hasRole(${random.pick(["'staff'", "'admin', 'staff'", "'guest'"])})`
}

/** Mostly tested for null first, as it must be, in one of the ways to write that. */
function guarded(writer: RuleWriter, path: FieldPath, test: string): string {
  const { random } = writer
  if (!path.mayBeMissing || random.chance(0.1)) return test
  const hasMark = path.text.includes('?.')
  if (hasMark) return `((${path.text} ?? null) !== null && ${test})`
  return random.pick([
    `(${path.text} !== null && ${test})`,
    `(${path.text} === null || ${test})`,
    `!(${path.text} === null || !(${test}))`,
    `(${path.text} !== null ? ${test} : false)`,
  ])
}
