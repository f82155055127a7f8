import type { Node } from 'libpg-query'

/** The strings of a list of names: `['pg_catalog', 'int4']`. */
export function stringsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((node) => ('String' in node ? (node.String.sval ?? '') : '*'))
}

/** The last of a list of names, without its schema. */
export function namesOf(nodes: readonly Node[] | undefined): string {
  return stringsOf(nodes).at(-1) ?? ''
}

/** The operator of an expression: `=`, `~~`. */
export function operatorOf(nodes: readonly Node[] | undefined): string {
  return namesOf(nodes)
}

/** The parts of a reference to a column: `['film', 'title']`; `null` where the node is none. */
export function fieldsOf(node: Node | undefined): string[] | null {
  return node !== undefined && 'ColumnRef' in node ? stringsOf(node.ColumnRef.fields) : null
}
