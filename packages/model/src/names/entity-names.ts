import type { EntityNames } from '../ir/index.ts'
import { pluralise } from './pluralise.ts'
import { isReservedWord } from './reserved-names.ts'
import { capitalise, splitWords } from './split-words.ts'

/** All other names of the entity `ProductCategory`. */
export function createEntityNames(name: string): EntityNames {
  const words = splitWords(name)
  const plural = [...words.slice(0, -1), pluralise(words.at(-1) ?? '')]
  const camel = camelCase(words)
  return {
    camel,
    camelPlural: camelCase(plural),
    pascalPlural: plural.map(capitalise).join(''),
    variable: isReservedWord(camel) ? `${camel}Record` : camel,
    file: words.join('-'),
    path: plural.join('-'),
    words: words.join(' '),
  }
}

/** The table an entity has unless it names one: `product_categories`. */
export function tableName(name: string): string {
  const words = splitWords(name)
  return [...words.slice(0, -1), pluralise(words.at(-1) ?? '')].join('_')
}

/** What an event of an entity is called everywhere else: `order.placed`. */
export function eventName(entity: string, event: string): string {
  return `${entity.charAt(0).toLowerCase()}${entity.slice(1)}.${event}`
}

function camelCase(words: string[]): string {
  return words.map((word, at) => (at === 0 ? word : capitalise(word))).join('')
}
