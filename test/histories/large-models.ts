import {
  choice,
  datetime,
  decimal,
  type EntityDefinition,
  entity,
  index,
  int,
  type ModelIR,
  manyToMany,
  one,
  text,
  unique,
} from '@cambium/model'
import { buildModel } from '../../packages/generator/src/testing/index.ts'

/** A model of many entities, each linked with others, and one in which every one of them changed. */
export function largeModels(entities: number): { first: ModelIR; later: ModelIR } {
  const numbers = Array.from({ length: entities }, (_, number) => number)
  const first = buildModel(numbers.map((number) => firstForm(number, entities)))
  const later = buildModel(
    numbers.map((number) => laterForm(number, entities)),
    { lock: first.lock },
  )
  return { first: first.model, later: later.model }
}

function nameOf(number: number): string {
  return `Thing${String.fromCharCode(65 + Math.floor(number / 26), 65 + (number % 26))}`
}

function firstForm(number: number, entities: number): EntityDefinition {
  const other = (step: number): string => nameOf((number + step) % entities)
  return entity(nameOf(number), {
    fields: {
      title: text(),
      code: text(),
      state: choice(['open', 'done', 'gone']),
      size: int(),
      price: decimal({ precision: 12, scale: 2 }),
      dueAt: datetime(),
      next: one(other(1), { inverse: `of${number}` }),
      near: manyToMany(other(2), { inverse: `near${number}` }),
    },
    indexes: [index('state', '-dueAt')],
  })
}

/** New fields, a required one, fewer choices, another name, an index and something unique. */
function laterForm(number: number, entities: number): EntityDefinition {
  const other = (step: number): string => nameOf((number + step) % entities)
  return entity(nameOf(number), {
    fields: {
      title: text({ required: true, default: 'none', index: true }),
      code: text({ unique: true }),
      state: choice(['open', 'done']),
      amount: int({ was: 'size' }),
      price: decimal({ precision: 14, scale: 2 }),
      dueAt: datetime(),
      priority: int({ default: 3 }),
      next: one(other(1), { inverse: `of${number}` }),
      after: one(other(3), { inverse: `after${number}` }),
      near: manyToMany(other(2), { inverse: `near${number}` }),
    },
    indexes: [index('state', '-dueAt'), unique('code', 'amount')],
  })
}
