import { randomField, randomMany } from './random-path.ts'
import type { RuleWriter, Sight } from './rule-writer.ts'

/** A numeric expression. */
export function randomNumber(writer: RuleWriter, depth: number, sights: readonly Sight[]): string {
  const { random } = writer
  const kind = random.below(depth > 0 ? 9 : 3)
  if (kind <= 2) return numberField(writer, sights)
  if (kind <= 5) return aggregate(writer, depth, sights)
  if (kind === 6) {
    const test = writer.condition(depth - 1, sights)
    return `(${test} ? ${writer.number(depth - 1, sights)} : ${random.pick(['0', '-1', '2.5'])})`
  }
  const right = random.chance(0.5)
    ? random.pick(['1', '-2', '0.5'])
    : writer.number(depth - 1, sights)
  return `(${writer.number(depth - 1, sights)} ${random.pick(['+', '-', '*'])} ${right})`
}

function numberField(writer: RuleWriter, sights: readonly Sight[]): string {
  const { random } = writer
  const path = randomField(writer, sights, ['integer', 'number'])
  if (path === null || path.field.name === 'id' || path.field.reference !== null) return '2'
  if (path.mayBeMissing && !random.chance(0.1))
    return `(${path.text} ?? ${random.pick([0, 1, -3])})`
  return path.text
}

function aggregate(writer: RuleWriter, depth: number, sights: readonly Sight[]): string {
  const { random } = writer
  const many = randomMany(writer, sights)
  if (many === null) return '1'
  const name = writer.variable()
  const inner = [
    ...sights.filter((sight) => !sight.text.startsWith(name)),
    { text: name, entity: many.relation.target },
  ]
  const kind = random.pick(['count', 'count', 'sum', 'min', 'max'])
  if (kind === 'count') {
    const where = random.chance(0.6) ? `(${name}) => ${writer.condition(depth - 1, inner)}` : ''
    const count = `${many.text}.count(${where})`
    return many.mayBeMissing ? `(${count} ?? ${random.pick([0, 0, 4])})` : count
  }
  const own = [{ text: name, entity: many.relation.target }]
  const path = randomField(writer, own, ['integer', 'number'])
  const isExact = path !== null && path.field.name !== 'huge' && !path.text.includes('?.')
  const of = isExact && path.field.reference === null && path.field.name !== 'id' ? path.text : '2'
  const call = `${many.text}.${kind}((${name}) => ${of})`
  return kind !== 'sum' || many.mayBeMissing ? `(${call} ?? ${random.pick([0, 0, 7])})` : call
}
