import { type Node, visitorKeys } from 'oxc-parser'

/** Visits a node and all below it, in the order of the text; what is below one where `visit` gives false is left out. */
export function walkNodes(node: Node, visit: (node: Node) => boolean): void {
  if (!visit(node)) return
  const parts: { [key: string]: unknown } = { ...node }
  for (const key of visitorKeys[node.type] ?? []) {
    const part = parts[key]
    for (const child of Array.isArray(part) ? part : [part]) {
      if (isNode(child)) walkNodes(child, visit)
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
