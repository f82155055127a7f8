import type { EntityShape, LinkShape, Row, Rows, Shape, Value } from '../world/shape.ts'

/** A row as the arrow of a rule sees it: its fields, and its relations as properties. */
export type GraphRow = { [name: string]: unknown }

/** Rows that lead to each other, as plain objects. */
export interface Graph {
  readonly shape: Shape
  readonly rows: Rows
  entity(name: string): EntityShape
  /** The rows that are not deleted. */
  live(entity: string): readonly Row[]
  find(entity: string, id: Value | undefined): Row | undefined
  /**
   * The row as an arrow sees it, whether a table holds it or not: what it leads to is of this tenant, where tenants
   * have it at all.
   */
  view(entity: string, row: Row, tenant: Value): GraphRow
  /** Whether the row may be touched by what is for this tenant. */
  isWithin(entity: string, row: Row, tenant: Value): boolean
  /** The ways from an entity to others. */
  relation(entity: string, name: string): Relation | undefined
  relations(entity: string): readonly Relation[]
}

/** One way from rows of an entity to related ones. */
export interface Relation {
  readonly name: string
  readonly target: string
  readonly isMany: boolean
  /** The key that leads here, and the entity that holds it; none for links. */
  readonly holder: { readonly entity: string; readonly key: string } | undefined
  /** The entity whose rows make the links. */
  readonly through: string | undefined
  /** The ids in a body, where they can be set here. */
  readonly input: string | undefined
  /** The related rows that are not deleted, each with the row that links it, where one does. */
  follow(row: Row): readonly Followed[]
}

export interface Followed {
  readonly row: Row
  readonly link: Row | undefined
}

class Many {
  readonly #records: readonly GraphRow[]
  constructor(records: readonly GraphRow[]) {
    this.#records = records
  }
  some(test: (record: GraphRow) => unknown): boolean {
    return this.#records.some(test)
  }
  every(test: (record: GraphRow) => unknown): boolean {
    return this.#records.every(test)
  }
  none(test: (record: GraphRow) => unknown): boolean {
    return !this.#records.some(test)
  }
  count(test: (record: GraphRow) => unknown = () => true): number {
    return this.#records.filter(test).length
  }
  sum(value: (record: GraphRow) => unknown): number {
    return this.#numbers(value).reduce((sum, number) => sum + number, 0)
  }
  min(value: (record: GraphRow) => unknown): number | null {
    const numbers = this.#numbers(value)
    return numbers.length === 0 ? null : Math.min(...numbers)
  }
  max(value: (record: GraphRow) => unknown): number | null {
    const numbers = this.#numbers(value)
    return numbers.length === 0 ? null : Math.max(...numbers)
  }
  #numbers(value: (record: GraphRow) => unknown): number[] {
    return this.#records.map(value).filter((number) => typeof number === 'number')
  }
}

/** The rows as a graph, in which nothing is looked up before it is needed. */
export function createGraph(shape: Shape, rows: Rows): Graph {
  const entities = new Map(shape.entities.map((entity) => [entity.name, entity]))
  const live = new Map<string, readonly Row[]>()
  const relations = new Map<string, readonly Relation[]>()
  const views = new Map<Row, Map<Value, GraphRow>>()
  const graph: Graph = {
    shape,
    rows,
    entity(name) {
      const entity = entities.get(name)
      if (entity === undefined) throw new Error(`There is no entity ${name}`)
      return entity
    },
    live(name) {
      const known = live.get(name) ?? (rows.tables[name] ?? []).filter(isLive)
      live.set(name, known)
      return known
    },
    find: (name, id) => graph.live(name).find((row) => row.id === id),
    view(name, row, tenant) {
      const ofRow = views.get(row) ?? new Map<Value, GraphRow>()
      views.set(row, ofRow)
      const known = ofRow.get(tenant)
      if (known !== undefined) return known
      const made: GraphRow = { ...row }
      ofRow.set(tenant, made)
      for (const relation of graph.relations(name)) {
        Object.defineProperty(made, relation.name, {
          get: () => seen(graph, relation, { row, tenant }),
        })
      }
      return made
    },
    isWithin(name, row, tenant) {
      const whose = tenantOfRow(graph.entity(name), row)
      return whose === undefined || whose === tenant
    },
    relation: (name, relation) => graph.relations(name).find((one) => one.name === relation),
    relations(name) {
      const known = relations.get(name) ?? relationsOf(graph, name)
      relations.set(name, known)
      return known
    },
  }
  return graph
}

/** Whose the row is; undefined where it is everybody's. */
export function tenantOfRow({ tenancy }: EntityShape, row: Row): Value | undefined {
  if (tenancy === 'none') return undefined
  return (tenancy === 'self' ? row.id : row.tenantId) ?? null
}

function seen(
  graph: Graph,
  { target, through, isMany, follow }: Relation,
  { row, tenant }: { row: Row; tenant: Value },
): unknown {
  const within = follow(row).filter(
    ({ row: other, link }) =>
      graph.isWithin(target, other, tenant) &&
      (through === undefined || link === undefined || graph.isWithin(through, link, tenant)),
  )
  const found = [...new Set(within.map((one) => one.row))]
  const views = found.map((one) => graph.view(target, one, tenant))
  return isMany ? new Many(views) : (views[0] ?? null)
}

function isLive(row: Row): boolean {
  return (row.deletedAt ?? null) === null
}

function relationsOf(graph: Graph, name: string): Relation[] {
  const here = graph.entity(name)
  const references = here.references.map(
    ({ relation, key, target }): Relation => ({
      name: relation,
      target,
      isMany: false,
      holder: { entity: name, key },
      through: undefined,
      input: undefined,
      follow: (row) =>
        graph
          .live(target)
          .filter((one) => one.id === row[key])
          .map(direct),
    }),
  )
  const links = here.links.map((link) => linkRelation(graph, { near: name, link, isNear: true }))
  return [...references, ...links, ...inversesOf(graph, name)]
}

/** The ways that others declare towards an entity. */
function inversesOf(graph: Graph, name: string): Relation[] {
  return graph.shape.entities.flatMap((source) => [
    ...source.references.flatMap(({ key, target, inverse, isTenant }): Relation[] =>
      target !== name || isTenant
        ? []
        : [
            {
              name: inverse,
              target: source.name,
              isMany: true,
              holder: { entity: source.name, key },
              through: undefined,
              input: undefined,
              follow: (row) =>
                graph
                  .live(source.name)
                  .filter((one) => one[key] === row.id)
                  .map(direct),
            },
          ],
    ),
    ...source.links
      .filter(({ target }) => target === name)
      .map((link) => linkRelation(graph, { near: source.name, link, isNear: false })),
  ])
}

const direct = (row: Row): Followed => ({ row, link: undefined })

function linkRelation(
  graph: Graph,
  { near, link, isNear }: { near: string; link: LinkShape; isNear: boolean },
): Relation {
  const { through, relation, inverse, input } = link
  const target = isNear ? link.target : near
  const pairs = (row: Row): readonly { id: Value | undefined; link: Row | undefined }[] => {
    if (through === undefined) {
      return (graph.rows.links[`${near}.${relation}`] ?? [])
        .filter(([from, to]) => (isNear ? from : to) === row.id)
        .map(([from, to]) => ({ id: isNear ? to : from, link: undefined }))
    }
    const [from, to] = isNear ? [through.near, through.far] : [through.far, through.near]
    return graph
      .live(through.entity)
      .filter((one) => one[from] === row.id)
      .map((one) => ({ id: one[to], link: one }))
  }
  return {
    name: isNear ? relation : inverse,
    target,
    isMany: true,
    holder: undefined,
    through: through?.entity,
    input: isNear && through === undefined ? input : undefined,
    follow: (row) =>
      pairs(row).flatMap(({ id, link: by }) => {
        const found = graph.find(target, id)
        return found === undefined ? [] : [{ row: found, link: by }]
      }),
  }
}
