import type { EntityIR, ModelIR } from '@cambium/model/ir'
import type { Difference } from './compare-catalogues.ts'

/** How the models would say what the database has, so that a migration follows: the other way to end a difference. */
export function keepWords(difference: Difference, model: ModelIR): string {
  const { kind, thing, table, name, found } = difference
  const entity = model.entities.find((one) => one.table === table)
  if (!entity) return thing === 'table' ? tableWords(difference) : nobodySays(difference)
  const place = `${entity.folder}/${entity.names.file}.model.ts`
  const field = fieldOf(entity, name ?? '')
  switch (thing) {
    case 'table':
      return `take ${entity.name} out of the models: ${place}`
    case 'column':
      return kind === 'extra'
        ? `in the fields of ${place}: ${camelCase(name ?? '')}: ${builderFor(found ?? '')}`
        : `take ${field} out of ${place}`
    case 'type':
      return `in ${place}: ${field}: ${builderFor(found ?? '')}`
    case 'nullability':
      return found === 'never empty'
        ? `in ${place}: ${field} with required: true`
        : `in ${place}: ${field} without required`
    case 'default':
      return found === 'none'
        ? `in ${place}: ${field} without its default`
        : `in ${place}: ${field} with the default ${found}`
    case 'index':
      return indexWords(entity, difference, place)
    case 'foreign key':
      return `in ${place}: a relation that says so, or none: one('...')`
    case 'check':
      return `in ${place}: the values as a choice([...]), or a text without them`
    default:
      return nobodySays(difference)
  }
}

function tableWords({ kind, table }: Difference): string {
  return kind === 'missing'
    ? 'take the relation that links through it out of its model'
    : `a model of its own, or leave it out: --ignore ${table}, in cambium.config.ts drift: { ignore: ['${table}'] }`
}

/** What the models cannot say may be made by the SQL of a migration. */
function nobodySays({ kind, table, name }: Difference): string {
  if (kind === 'missing') return 'a migration whose SQL takes it away: cambium migrate save --data'
  const what = name === null || name === '' ? table : name
  return `no model says it: put it into the SQL of a migration that is not applied yet, or leave it out: --ignore ${what}`
}

function indexWords(entity: EntityIR, difference: Difference, place: string): string {
  const { kind, found } = difference
  if (kind === 'missing') return `take the index out of ${place}`
  const simple = /^create (unique )?index \S+ on \S+ (?:using btree )?\( ([\w ,]+) \)$/.exec(
    found ?? '',
  )
  const columns = simple?.[2]?.split(' , ') ?? []
  const fields = columns.map((column) => entity.fields.find((one) => one.column === column))
  if (!simple || fields.some((field) => field === undefined)) return nobodySays(difference)
  const named = fields.map((field) => field?.reference?.relation ?? field?.name ?? '')
  // every index of the models ends with the id
  const own = named.length > 1 && named.at(-1) === 'id' ? named.slice(0, -1) : named
  const names = own.map((name) => `'${name}'`)
  return `in the indexes of ${place}: ${simple[1] ? 'unique' : 'index'}(${names.join(', ')})`
}

function fieldOf(entity: EntityIR, column: string): string {
  const field = entity.fields.find((one) => one.column === column)
  return field?.reference?.relation ?? field?.name ?? camelCase(column)
}

function camelCase(column: string): string {
  return column.replaceAll(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())
}

const builders: readonly (readonly [RegExp, string])[] = [
  [/^(?:text|character|varchar|citext|uuid)/, 'text()'],
  [/^(?:bigint|integer|smallint|int)/, 'int()'],
  [/^(?:double|real|float)/, 'float()'],
  [/^numeric/, 'decimal({ precision: 18, scale: 2 })'],
  [/^bool/, 'bool()'],
  [/^date/, 'date()'],
  [/^timestamp/, 'datetime()'],
  [/^json/, 'json()'],
]

/** From the words of a column: `text, may be empty`. */
function builderFor(words: string): string {
  const builder = builders.find(([type]) => type.test(words))?.[1] ?? 'text()'
  const isRequired = words.includes('never empty')
  return isRequired && builder.endsWith('()')
    ? builder.replace('()', '({ required: true })')
    : builder
}
