/** Which methods an address takes, to answer 405 and OPTIONS. */
export interface RouteIndex {
  /** Notes a route by its pattern: `/api/tasks/:id`. */
  add(pattern: string, methods: string | readonly string[]): void
  /** The methods of an address without its query string; none where nothing is served. */
  methodsOf(path: string): readonly string[]
  /** Every route, in the order it was added. */
  readonly routes: readonly { readonly pattern: string; readonly method: string }[]
}

interface Node {
  readonly fixed: Map<string, Node>
  parameter: Node | undefined
  readonly methods: Set<string>
}

/** An empty index. */
export function createRouteIndex(): RouteIndex {
  const root = createNode()
  const routes: { pattern: string; method: string }[] = []
  return {
    routes,
    add(pattern, methods) {
      // Answers questions of browsers about every address, so it says nothing of one.
      if (pattern === '*') return
      const node = segmentsOf(pattern).reduce(childFor, root)
      for (const method of typeof methods === 'string' ? [methods] : methods) {
        node.methods.add(method)
        routes.push({ pattern, method })
      }
    },
    methodsOf(path) {
      let nodes: Node[] = [root]
      for (const segment of segmentsOf(path)) {
        nodes = nodes.flatMap(({ fixed, parameter }) =>
          [fixed.get(segment), parameter].filter((node) => node !== undefined),
        )
      }
      return [...new Set(nodes.flatMap((node) => [...node.methods]))].sort()
    },
  }
}

function createNode(): Node {
  return { fixed: new Map(), parameter: undefined, methods: new Set() }
}

function childFor(node: Node, segment: string): Node {
  if (segment.startsWith(':')) {
    node.parameter ??= createNode()
    return node.parameter
  }
  const child = node.fixed.get(segment) ?? createNode()
  node.fixed.set(segment, child)
  return child
}

/** Deeper than any route: a long address costs no more than a short one. */
const maxSegments = 8

function segmentsOf(path: string): string[] {
  return path.split('/', maxSegments + 1).slice(1)
}
