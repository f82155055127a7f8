import type { EntityIR, ModelIR } from '@cambium/model/ir'
import { type ApiDocument, type ApiParameter, describeApi } from '../../emit/index.ts'
import { additive, breaking, type Change } from '../change.ts'
import { pairById } from '../pairs.ts'
import { compareSchemas } from './compare-schemas.ts'

/** One route with the parameters that are not fields. */
interface Route {
  /** `GET /api/tasks/{id}` */
  name: string
  parameters: Map<string, ApiParameter>
}

const methods: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete'])

/** Routes that came and went, and what changed about their parameters. A field as a filter is said with the field. */
export function compareRoutes(before: ModelIR, after: ModelIR): Change[] {
  const [oldDocument, newDocument] = [describeApi(before), describeApi(after)]
  const { both, added, removed } = pairById(before.entities, after.entities)
  return [
    ...both.flatMap((pair) =>
      compareEntity(pair, routesOf(oldDocument, pair.before), routesOf(newDocument, pair.after)),
    ),
    ...added.map((entity) => additive(`${entity.name} is new${routeWords(newDocument, entity)}`)),
    ...removed.map((entity) =>
      breaking(`${entity.name} is gone${routeWords(oldDocument, entity)}`, 'clients that use it'),
    ),
  ]
}

/** Every route of an entity: `: GET /api/tags, POST /api/tags`. */
function routeWords(document: ApiDocument, entity: EntityIR): string {
  const names = [...routesOf(document, entity).values()].map(({ name }) => name)
  return names.length === 0 ? ', without routes of its own' : `: ${names.join(', ')}`
}

function gone(route: string): Change {
  return breaking(`${route} is gone`, 'clients that call it')
}

/** The routes under the address of an entity, by method and what follows that address. */
function routesOf(document: ApiDocument, entity: EntityIR): Map<string, Route> {
  const routes = new Map<string, Route>()
  const base = `/api/${entity.rest?.path}`
  const members = memberNames(entity)
  for (const [path, item] of Object.entries(document.paths)) {
    if (entity.rest === null || (path !== base && !path.startsWith(`${base}/`))) continue
    for (const [method, operation] of Object.entries(item)) {
      if (!methods.has(method)) continue
      const all = (operation.parameters ?? []).map((one) => resolved(document, one))
      const own = all.filter((one) => !(one.in === 'query' && members.has(stemOf(one.name))))
      routes.set(`${method} ${path.slice(base.length)}`, {
        name: `${method.toUpperCase()} ${path}`,
        parameters: new Map(own.map((one) => [`${one.in} ${one.name}`, one])),
      })
    }
  }
  return routes
}

/** What is said with a field or a relation: filtering by it, and choosing the fields of what is included. */
function memberNames({ fields, manyToMany, inverses }: EntityIR): Set<string> {
  return new Set([
    ...fields.flatMap(({ name, reference }) => [name, ...(reference ? [reference.relation] : [])]),
    ...[...manyToMany, ...inverses].map(({ name }) => name),
  ])
}

/** `tags` of `fields[tags]`. */
function stemOf(parameter: string): string {
  return /^fields\[(.+)\]$/.exec(parameter)?.[1] ?? parameter
}

function resolved(
  { components }: ApiDocument,
  parameter: ApiParameter | { $ref: string },
): ApiParameter {
  if (!('$ref' in parameter)) return parameter
  const name = parameter.$ref.split('/').at(-1) ?? ''
  const found = components.parameters[name]
  if (!found) throw new Error(`The document has no parameter "${name}"`)
  return found
}

function compareEntity(
  { before, after }: { before: EntityIR; after: EntityIR },
  old: Map<string, Route>,
  now: Map<string, Route>,
): Change[] {
  const [from, to] = [before.rest?.path, after.rest?.path]
  const moved = from !== undefined && to !== undefined && from !== to
  const changes = [...now].flatMap(([key, route]) => {
    const previous = old.get(key)
    return previous ? compareParameters(previous, route) : [additive(`${route.name} is new`)]
  })
  return [
    ...(moved
      ? [breaking(`/api/${from} is served at /api/${to}`, 'clients that call any route of it')]
      : []),
    ...gathered(changes),
    ...[...old].filter(([key]) => !now.has(key)).map(([, route]) => gone(route.name)),
  ]
}

function compareParameters(before: Route, after: Route): Change[] {
  const { name } = after
  return [
    ...[...after.parameters].flatMap(([key, parameter]) => {
      const previous = before.parameters.get(key)
      return previous ? compareParameter(name, previous, parameter) : [added(name, parameter)]
    }),
    ...[...before.parameters]
      .filter(([key]) => !after.parameters.has(key))
      .map(([, one]) => breaking(`${name} refuses ${one.name}`, 'clients that send it')),
  ]
}

function added(route: string, { name, required }: ApiParameter): Change {
  return required
    ? breaking(`${route} needs ${name}`, 'clients that call it')
    : additive(`${route} takes ${name}`)
}

function compareParameter(route: string, before: ApiParameter, after: ApiParameter): Change[] {
  const { wider, narrower } = compareSchemas(before.schema, after.schema)
  const name = `${route} ${after.name}`
  return [
    ...narrower.map((words) => breaking(`${name}: ${words}`, 'clients that send it')),
    ...wider
      .filter((words) => !narrower.includes(words))
      .map((words) => additive(`${name}: ${words}`)),
  ]
}

/** The same change of several routes is said once: `GET /api/tasks and 2 more take q`. */
function gathered(changes: readonly Change[]): Change[] {
  const groups = new Map<string, Change[]>()
  for (const change of changes) {
    const key = change.says.replace(/^\S+ \S+/, change.effect)
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups].flatMap(([key, group]) => {
    const [first] = group
    const isParameter = !key.endsWith(' is new')
    if (!first || group.length === 1 || !isParameter) return group
    const says = first.says.replace(/^\S+ \S+/, (route) => `${route} and ${group.length - 1} more:`)
    return [{ ...first, says }]
  })
}
