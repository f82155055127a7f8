import { randomField } from './random-path.ts'
import type { RuleWriter, Sight } from './rule-writer.ts'

/** An expression whose value counts, of any type. */
export function randomFormula(writer: RuleWriter, sights: readonly Sight[]): string {
  const { random } = writer
  switch (random.below(6)) {
    case 0:
      return writer.condition(2, sights)
    case 1:
      return randomText(writer, sights)
    case 2:
      return `${writer.condition(1, sights)} ? ${randomText(writer, sights)} : ${randomText(writer, sights)}`
    case 3:
      return randomTime(writer, sights)
    default:
      return writer.number(2, sights)
  }
}

function randomText(writer: RuleWriter, sights: readonly Sight[]): string {
  const { random } = writer
  const part = (): string => {
    const path = randomField(writer, sights, ['string', 'string', 'integer'])
    if (path === null || path.field.reference !== null) return "'x'"
    if (!path.mayBeMissing || random.chance(0.1)) return path.text
    return `(${path.text} ?? ${path.field.value === 'integer' ? '0' : "'–'"})`
  }
  if (random.chance(0.5)) return `\`\${${part()}} \\\`\\\\ \${${part()}}\``
  return `${part()} + ${random.pick(["' '", "'it\\'s'"])} + ${part()}`
}

function randomTime(writer: RuleWriter, sights: readonly Sight[]): string {
  const { random } = writer
  const path = randomField(writer, sights, ['date', 'instant'])
  if (path === null) return 'null'
  const other = randomField(writer, sights, [path.field.value])
  if (other === null || random.chance(0.3)) return path.text
  return random.pick([
    `${path.text} ?? ${other.text}`,
    `(${writer.condition(0, sights)} ? ${path.text} : ${other.text})`,
  ])
}
