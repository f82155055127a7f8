import type { JsonValue } from '@cambium/model'
import {
  type Document,
  isObject,
  type JsonObject,
  objectIn,
  type Place,
} from '../document/index.ts'
import { nameOfWord } from './base-name.ts'

/** What the paths of an API say of one kind of thing. */
export interface PathUse {
  /** The word of the path: `products`. */
  word: string
  /** The schema that reading one gives. */
  item: Place | null
  /** The schema of each in a list. */
  listed: Place | null
  /** What is sent to make or to change one. */
  inputs: Place[]
  /** The parameter that tells one: `productId`. */
  parameter: string | null
}

const itemPath = /^(.*\/)?([^/{}]+)\/\{([^/{}]+)\}\/?$/
const listPath = /^(.*\/)?([^/{}]+)\/?$/

/** Reads the paths; those with one word and an id in the end belong together. */
export function readPaths(document: Document): PathUse[] {
  const uses = new Map<string, PathUse>()
  const useOf = (key: string, word: string): PathUse => {
    const known = uses.get(key)
    if (known) return known
    const made: PathUse = { word, item: null, listed: null, inputs: [], parameter: null }
    uses.set(key, made)
    return made
  }
  for (const [path, value] of shortestFirst(objectIn(objectIn(document.root.value).paths))) {
    const place = resolved(document, { value, file: document.root.file, pointer: `/paths/${path}` })
    const item = itemPath.exec(path)
    const list = item ? null : listPath.exec(path)
    if (item) {
      const use = useOf(`${item[1] ?? '/'}${item[2]}`, item[2] ?? '')
      use.parameter = item[3] ?? null
      const answer = answerOf(document, place, 'get')
      use.item ??= answer && unwrapped(document, { place: answer, word: use.word })
      addInputs(document, { use, place, methods: ['put', 'patch'] })
    } else if (list) {
      const use = useOf(`${list[1] ?? '/'}${list[2]}`, list[2] ?? '')
      const answer = answerOf(document, place, 'get')
      use.listed ??= answer && listedIn(document, answer)
      addInputs(document, { use, place, methods: ['post'] })
    }
  }
  return [...uses.values()]
}

/** What has a path of its own is called by it, and not by how others lead to it. */
function shortestFirst(paths: JsonObject): [string, JsonValue][] {
  const depth = (path: string): number => path.split('/').length
  return Object.entries(paths).toSorted(([one], [other]) => depth(one) - depth(other))
}

function resolved(document: Document, place: Place): Place {
  const { $ref: reference } = objectIn(place.value)
  return typeof reference === 'string' ? document.follow(reference, place.file) : place
}

function inner(place: Place, ...names: string[]): Place | null {
  let { value, pointer }: { value: JsonValue | undefined; pointer: string } = place
  for (const name of names) {
    value = objectIn(value)[name]
    pointer = `${pointer}/${name}`
  }
  return value === undefined ? null : { value, file: place.file, pointer }
}

/** The schema of what an operation answers when it did as it was asked. */
function answerOf(document: Document, path: Place, method: string): Place | null {
  const answers = inner(path, method, 'responses')
  if (answers === null) return null
  const codes = Object.keys(objectIn(answers.value))
  // Beside answers of its own the default one is that of errors.
  const isOnly = codes.every((one) => !/^[123]/.test(one))
  const good = codes.find((one) => /^2(?:\d\d|XX)$/i.test(one))
  const code = good ?? (isOnly ? codes.find((one) => one === 'default') : undefined)
  const answer = code === undefined ? null : inner(answers, code)
  return answer === null ? null : bodySchema(resolved(document, answer))
}

/** OpenAPI 3 has a schema for each media type, Swagger 2 one for all. */
function bodySchema(place: Place): Place | null {
  const { content } = objectIn(place.value)
  if (!isObject(content)) return inner(place, 'schema')
  const types = Object.keys(content)
  const json = types.find((type) => /json/i.test(type)) ?? types.find((type) => /form/i.test(type))
  return json === undefined ? null : inner(place, 'content', json, 'schema')
}

function addInputs(
  document: Document,
  { use, place, methods }: { use: PathUse; place: Place; methods: string[] },
): void {
  for (const method of methods) {
    const body = inner(place, method, 'requestBody')
    const schema = body
      ? bodySchema(resolved(document, body))
      : swaggerBody(document, place, method)
    if (schema !== null) use.inputs.push(unwrapped(document, { place: schema, word: use.word }))
  }
}

function swaggerBody(document: Document, path: Place, method: string): Place | null {
  const { parameters } = objectIn(objectIn(path.value)[method])
  for (const value of Array.isArray(parameters) ? parameters : []) {
    const place = resolved(document, { value, file: path.file, pointer: path.pointer })
    const { in: where, schema } = objectIn(place.value)
    if (where === 'body' && schema !== undefined) return inner(place, 'schema')
  }
  return null
}

const listNames = ['data', 'items', 'results', 'records', 'rows', 'content', 'value', 'entries']

/** The schema of the elements: of the list itself, or of the list that stands in what is answered. */
function listedIn(document: Document, answer: Place): Place | null {
  const place = deepResolved(document, answer)
  const own = inner(place, 'items')
  if (own !== null) return own
  const lists = propertiesOf(document, place).flatMap(([name, property]): [string, Place][] => {
    const items = inner(deepResolved(document, property), 'items')
    return items === null ? [] : [[name, items]]
  })
  const known = lists.find(([name]) => listNames.includes(name))
  const embedded = propertiesOf(document, place).find(([name]) => name === '_embedded')
  if (known === undefined && embedded !== undefined) return listedIn(document, embedded[1])
  return (known ?? (lists.length === 1 ? lists[0] : undefined))?.[1] ?? null
}

const wrapperNames = ['data', 'result', 'item', 'record', 'payload', 'attributes']

/** The schema that is meant, where it stands in an object alone: `{ "article": { ... } }`, `{ "data": { ... } }`. */
function unwrapped(document: Document, { place, word }: { place: Place; word: string }): Place {
  const properties = propertiesOf(document, deepResolved(document, place))
  if (properties.some(([name]) => /^_?id$/i.test(name))) return place
  const own = nameOfWord(word).toLowerCase()
  const inner = properties.filter(
    ([, property]) => propertiesOf(document, deepResolved(document, property)).length > 0,
  )
  const [[name, property] = ['', place], ...others] = inner
  const isNamed = name.toLowerCase() === own || wrapperNames.includes(name)
  return isNamed && others.length === 0 ? property : place
}

function deepResolved(document: Document, place: Place): Place {
  let at = place
  for (let depth = 0; depth < 30; depth++) {
    const next = resolved(document, at)
    if (next === at) return at
    at = next
  }
  return at
}

function propertiesOf(document: Document, place: Place): [string, Place][] {
  const schema: JsonObject = objectIn(place.value)
  const own = Object.entries(objectIn(schema.properties)).map(([name, value]): [string, Place] => [
    name,
    { value, file: place.file, pointer: `${place.pointer}/properties/${name}` },
  ])
  const parts = Array.isArray(schema.allOf) ? schema.allOf : []
  const inherited = parts.flatMap((value, index) => {
    const part: Place = { value, file: place.file, pointer: `${place.pointer}/allOf/${index}` }
    return propertiesOf(document, deepResolved(document, part))
  })
  return [...own, ...inherited]
}
