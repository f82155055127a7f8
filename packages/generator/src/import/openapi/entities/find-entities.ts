import {
  type Document,
  objectIn,
  type Place,
  type SchemaView,
  viewSchema,
} from '../document/index.ts'
import { baseName, nameOfWord, wholeName } from './base-name.ts'
import { type PathUse, readPaths } from './read-paths.ts'

/** A schema that becomes an entity, and what else is said of the same thing. */
export interface EntityPlan {
  name: string
  /** The schema that reading one gives. */
  main: SchemaView
  /** Other schemas of the same thing: what is sent, what stands in lists. */
  variants: SchemaView[]
  inputs: SchemaView[]
  /** The parameter that tells one in paths. */
  parameter: string | null
  /** It is found by a path of its own. */
  hasPath: boolean
}

/** Every entity of a document, and how their schemas are known. */
export interface FoundEntities {
  plans: EntityPlan[]
  /** The entity a schema is of, by where it stands. */
  of(view: SchemaView): EntityPlan | null
}

const idNames = /^(?:_?id|uuid|guid|key)$/i

/** Things that paths give by an id or in lists, and what they refer to that has an id. */
export function findEntities(document: Document): FoundEntities {
  const plans = new Map<string, EntityPlan>()
  const keys = new Map<string, EntityPlan>()
  for (const use of readPaths(document)) addPath(document, { use, plans, keys })
  addSchemas(document, { plans, keys })
  // What is added while the list is gone through is gone through, too.
  for (const plan of plans.values()) addReferred(document, { plan, plans, keys })
  addVariants(document, { plans, keys })
  return { plans: [...plans.values()], of: ({ key }) => keys.get(key) ?? null }
}

interface Found {
  plans: Map<string, EntityPlan>
  keys: Map<string, EntityPlan>
}

function addPath(document: Document, { use, plans, keys }: Found & { use: PathUse }): void {
  const seen = [use.item, use.listed].flatMap((place) => viewed(document, place))
  const views = seen.filter(({ properties }) => properties.size > 0)
  const [main] = views
  if (main === undefined || !isThing(main, use)) return
  const known = keys.get(main.key)
  const plan = known ?? planFor(plans, { main, word: use.word })
  plans.set(plan.name, plan)
  plan.hasPath = true
  plan.parameter ??= use.parameter
  plan.variants.push(...views.filter(({ key }) => key !== plan.main.key))
  plan.inputs.push(...use.inputs.flatMap((place) => viewed(document, place)))
  for (const view of [...views, ...plan.inputs]) if (!keys.has(view.key)) keys.set(view.key, plan)
}

/** The plan of the thing a schema is of; a name that is taken by something else leaves it its whole name. */
function planFor(
  plans: ReadonlyMap<string, EntityPlan>,
  { main, word }: { main: SchemaView; word: string },
): EntityPlan {
  const ofWord = nameOfWord(word)
  if (main.name === null) return plans.get(ofWord) ?? newPlan(ofWord, main)
  const whole = wholeName(main.name)
  const name = whole === ofWord ? whole : baseName(main.name)
  const taken = plans.get(name)
  if (taken === undefined || isAlike(taken.main, main)) return taken ?? newPlan(name, main)
  return plans.get(whole) ?? newPlan(whole, main)
}

function newPlan(name: string, main: SchemaView): EntityPlan {
  return { name, main, variants: [], inputs: [], parameter: null, hasPath: false }
}

function viewed(document: Document, place: Place | null): SchemaView[] {
  return place === null ? [] : [viewSchema(document, place)]
}

/** What has an id of its own, or a path that asks for one. */
function isThing(view: SchemaView, use: PathUse): boolean {
  return hasId(view, view.name) || (use.item !== null && use.parameter !== null)
}

function hasId({ properties }: SchemaView, name: string | null): boolean {
  const own = name === null ? '' : baseName(name).toLowerCase()
  return [...properties.keys()].some((property) => {
    const plain = property.toLowerCase().replaceAll('_', '')
    return idNames.test(property) || (own !== '' && plain === `${own}id`)
  })
}

/** Schemas that have a name: of `components`, of `definitions`, or the document itself. */
function namedSchemas(document: Document): [string, Place][] {
  const root = objectIn(document.root.value)
  const lists: [string, unknown][] = [
    ['/components/schemas', objectIn(root.components).schemas],
    ['/definitions', root.definitions],
    ['/$defs', root.$defs],
  ]
  return lists.flatMap(([pointer, list]) =>
    Object.entries(objectIn(list as never)).map(([name, value]): [string, Place] => [
      name,
      { value, file: document.root.file, pointer: `${pointer}/${name}` },
    ]),
  )
}

/** Schemas with an id that no path gives are things too; without paths, so is the document, and what has no id if nothing has. */
function addSchemas(document: Document, found: Found): void {
  const named = namedSchemas(document)
  const withId = named.filter(([name, place]) => hasId(viewSchema(document, place), name))
  const hasPaths = objectIn(document.root.value).paths !== undefined
  for (const [name, place] of withId) addSchema(document, found, { name, place })
  if (hasPaths) return
  const own = viewSchema(document, document.root)
  if (own.properties.size > 0) {
    addSchema(document, found, { name: own.name ?? fileName(document), place: document.root })
  }
  if (own.items !== null) {
    const name =
      viewSchema(document, own.items).name ??
      fileName(document).replace(/(?<=.)(?:List|Collection)$/, '')
    addSchema(document, found, { name, place: own.items })
  }
  if (found.plans.size > 0) return
  for (const [name, place] of named) addSchema(document, found, { name, place })
}

function fileName({ root }: Document): string {
  const file = root.file.split(/[\\/]/).at(-1) ?? ''
  return nameOfWord(file.replace(/(?:\.schema)?\.[a-z]+$/i, ''))
}

function addSchema(
  document: Document,
  { plans, keys }: Found,
  { name: given, place }: { name: string; place: Place },
): void {
  const view = viewSchema(document, place)
  if (keys.has(view.key) || view.properties.size === 0) return
  const name = baseName(given)
  const known = plans.get(name)
  if (known !== undefined && isAlike(known.main, view)) {
    known.variants.push(view)
    keys.set(view.key, known)
    return
  }
  const plan = newPlan(known === undefined ? name : wholeName(given), view)
  plans.set(plan.name, plan)
  keys.set(view.key, plan)
}

/** Schemas in other files that have an id and are referred to. */
function addReferred(
  document: Document,
  { plan, plans, keys }: Found & { plan: EntityPlan },
): void {
  for (const place of plan.main.properties.values()) {
    const view = viewSchema(document, place)
    const target = view.items ?? place
    const { name } = viewSchema(document, target)
    const isReference = typeof objectIn(target.value).$ref === 'string'
    if (isReference && name !== null && hasId(viewSchema(document, target), name)) {
      addSchema(document, { plans, keys }, { name, place: target })
    }
  }
}

/** Named schemas without an id that are what is sent of a thing, or what stands of it in lists. */
function addVariants(document: Document, { plans, keys }: Found): void {
  for (const [name, place] of namedSchemas(document)) {
    const plan = plans.get(baseName(name))
    const view = viewSchema(document, place)
    if (plan === undefined || keys.has(view.key) || view.properties.size === 0) continue
    if (!isAlike(plan.main, view)) continue
    const isInput = /create|new|update|patch|input|request|write|in$/i.test(name)
    if (isInput) plan.inputs.push(view)
    else plan.variants.push(view)
    keys.set(view.key, plan)
  }
}

/** Half of the properties of the smaller one are in the other. */
function isAlike(one: SchemaView, other: SchemaView): boolean {
  const [small, large] = one.properties.size < other.properties.size ? [one, other] : [other, one]
  const shared = [...small.properties.keys()].filter((name) => large.properties.has(name))
  return shared.length * 2 >= small.properties.size
}
