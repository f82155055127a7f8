import { randomMany, randomOne } from './random-path.ts'
import { randomTest } from './random-test.ts'
import type { RuleWriter, Sight } from './rule-writer.ts'

/** A condition of that depth. */
export function randomCondition(
  writer: RuleWriter,
  depth: number,
  sights: readonly Sight[],
): string {
  const { random } = writer
  if (depth <= 0) return randomTest(writer, sights)
  const inner = (): string => writer.condition(depth - 1, sights)
  switch (random.below(11)) {
    case 0:
    case 1:
      return `(${inner()} && ${inner()})`
    case 2:
    case 3:
      return `(${inner()} || ${inner()})`
    case 4:
      return `!(${inner()})`
    case 5:
      return `(${inner()} ? ${inner()} : ${inner()})`
    case 6:
      return withRelation(writer, depth, sights)
    case 7:
      return randomTest(writer, sights)
    default:
      return quantifier(writer, depth, sights)
  }
}

/** Tests a to-one relation, and then speaks of what it leads to without a mark. */
function withRelation(writer: RuleWriter, depth: number, sights: readonly Sight[]): string {
  const { random } = writer
  const sight = random.pick(sights)
  const relation = randomOne(writer, sight)
  if (relation === null) return randomTest(writer, sights)
  const text = `${sight.text}.${relation.name}`
  const further = writer.condition(depth - 1, [...sights, { text, entity: relation.target }])
  return random.pick([
    `(${text} !== null && ${further})`,
    `(${text} === null || ${further})`,
    `!(${text} === null || !${brackets(further)})`,
    `(${text} === null ? ${random.pick(['true', 'false'])} : ${further})`,
  ])
}

function quantifier(writer: RuleWriter, depth: number, sights: readonly Sight[]): string {
  const { random } = writer
  const many = randomMany(writer, sights)
  if (many === null) return randomTest(writer, sights)
  const name = writer.variable()
  const seen = sights.filter((sight) => sight.text !== name && !sight.text.startsWith(`${name}.`))
  const where = writer.condition(depth - 1, [...seen, { text: name, entity: many.relation.target }])
  const call = `${many.text}.${random.pick(['some', 'some', 'every', 'none'])}((${name}) => ${where})`
  if (!many.mayBeMissing) return call
  return random.pick([
    `(${call} ?? false)`,
    `(${call} ?? true)`,
    `${call} === true`,
    call,
    `!${call}`,
  ])
}

function brackets(text: string): string {
  return text.startsWith('(') ? text : `(${text})`
}
